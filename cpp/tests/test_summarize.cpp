#include "twicetold/summary/summarize.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "summary_reference.hpp"

using namespace twicetold;

namespace {

using Strings = std::vector<std::string>;

SummaryOptions with(Budget budget) {
    SummaryOptions options;
    options.budget = budget;
    return options;
}

SummaryOptions sentences(std::int64_t most) {
    return with(Budget::of_sentences(most));
}

Strings shown(const Summary& summary, std::string_view text) {
    Strings all;
    for (const SummarySentence& sentence : summary.sentences) {
        all.emplace_back(text.substr(sentence.span.begin, sentence.span.size()));
    }
    return all;
}

Strings summarized(std::string_view text, const SummaryOptions& options) {
    return shown(summarize(text, options), text);
}

const std::string article =
    "Heavy rain flooded several villages along the river on Monday. "
    "The flood destroyed two bridges and cut the road to the harbour. "
    "Mayor Ellen Marsh thanked the firemen who had worked all night. "
    "A neighbour found her cat on the roof of a garage. "
    "Engineers said that the bridges along the river would be closed until spring. "
    "Schools in the flooded villages stay closed this week.";

}  // namespace

TEST_CASE("empty text gives an empty summary without a warning") {
    for (const char* text : {"", "  \n\t "}) {
        const Summary summary = summarize(text, sentences(3));
        CHECK(summary.sentences.empty());
        CHECK(summary.scores.empty());
        CHECK(summary.keywords.empty());
        CHECK(summary.warnings.empty());
        CHECK(summary.first_sentence == std::vector<std::size_t>{0, 0});
    }
    CHECK(summarize_together({}, sentences(3)).first_sentence == std::vector<std::size_t>{0});
}

TEST_CASE("a text of one sentence is its summary") {
    CHECK(summarized("Cats purr.", sentences(1)) == Strings{"Cats purr."});
    const Summary summary = summarize("Cats purr.", sentences(3));
    CHECK(summary.sentences.size() == 1);
    CHECK(summary.warnings.size() == 1);
    CHECK(summary.warnings[0].kind == SummaryWarning::Kind::fewer_sentences);
    CHECK(summary.warnings[0].asked == 3);
    CHECK(summary.warnings[0].got == 1);
}

TEST_CASE("text without full stops gives a summary") {
    CHECK(summarized("just some words about tigers and lions without any mark at all", sentences(1)).size() == 1);
}

TEST_CASE("repeated text gives no repeated sentences") {
    std::string text;
    for (int k = 0; k < 5; ++k) {
        text += article + " ";
    }
    const Summary summary = summarize(text, sentences(100));
    CHECK(summary.sentences.size() == 6);
    CHECK(summary.warnings.size() == 1);
    CHECK(summary.warnings[0].got == 6);
    CHECK(summarized("Rain fell hard today. Rain fell hard today. Rain fell hard today.", sentences(3)).size() == 1);
}

TEST_CASE("Chinese, Thai and Hindi texts give summaries") {
    const std::string chinese = "大雨淹没了河边的几个村庄。洪水冲毁了两座桥。猫在屋顶上睡觉。桥要到春天才能重新开放。";
    CHECK(summarized(chinese, sentences(2)).size() == 2);
    CHECK(summarized("ฝนตกหนักในหลายหมู่บ้านริมแม่น้ำเมื่อวันจันทร์", sentences(1)).size() == 1);
    const std::string hindi = "भारी बारिश से कई गाँव डूब गए। बाढ़ ने दो पुल तोड़ दिए। बिल्ली छत पर सो रही थी।";
    CHECK(summarized(hindi, sentences(2)).size() == 2);
}

TEST_CASE("sentences come in document order with their places") {
    const Summary summary = summarize(article, sentences(4));
    REQUIRE(summary.sentences.size() == 4);
    for (std::size_t k = 0; k < 4; ++k) {
        const SummarySentence& sentence = summary.sentences[k];
        CHECK(sentence.document == 0);
        CHECK(sentence.score == summary.scores[sentence.index]);
        CHECK((k == 0 || summary.sentences[k - 1].span.end <= sentence.span.begin));
    }
    CHECK(summary.scores.size() == 6);
    CHECK(summary.first_sentence == std::vector<std::size_t>{0, 6});
}

TEST_CASE("ratio is a share of the sentences, rounded half up, at least one") {
    const auto count = [](double share, std::size_t n) {
        reference::Draft draft;
        for (std::size_t j = 0; j < n; ++j) {
            const std::string k = std::to_string(j);
            draft.add("a" + k + " b" + k + " c" + k + " d" + k + ".");
        }
        return summarize(draft.text, draft.sentences, with(Budget::of_ratio(share))).sentences.size();
    };
    CHECK(count(.2, 5) == 1);
    CHECK(count(.01, 5) == 1);
    CHECK(count(.3, 5) == 2);
    CHECK(count(.29, 5) == 1);
    CHECK(count(.145, 100) == 15);
    CHECK(count(1, 7) == 7);
}

TEST_CASE("ratio leaves furniture out of account") {
    reference::Draft draft;
    draft.add("A headline of five words", SentenceKind::headline);
    for (const char* sentence : {"Storms flooded the old harbour.", "Divers looked for many boats.", "Ok."}) {
        draft.add(sentence);
    }
    CHECK(summarize(draft.text, draft.sentences, with(Budget::of_ratio(1))).sentences.size() == 2);
}

TEST_CASE("a word budget is never exceeded unless nothing fits") {
    for (std::int64_t most = 1; most <= 80; ++most) {
        const Summary summary = summarize(article, with(Budget::of_words(most)));
        std::size_t words = 0;
        for (const std::string& sentence : shown(summary, article)) {
            words += 1 + static_cast<std::size_t>(std::ranges::count(sentence, ' '));
        }
        const bool warned = !summary.warnings.empty();
        CHECK(warned == (most < 9));  // the shortest sentence has 9 words
        CHECK((warned ? summary.sentences.size() == 1 : words <= static_cast<std::size_t>(most)));
        CHECK((!warned ||
               (summary.warnings[0].kind == SummaryWarning::Kind::nothing_fits && summary.warnings[0].got == words)));
    }
    CHECK(summarize(article, with(Budget::of_words(1000))).sentences.size() == 6);
}

TEST_CASE("a code point budget counts what joins the sentences") {
    const std::string text = "Größe zählt viel. Übermut tut selten gut.";  // 17 and 23 code points
    CHECK(summarized(text, with(Budget::of_chars(41))).size() == 2);
    CHECK(summarized(text, with(Budget::of_chars(40))).size() == 1);
    CHECK(summarized(text, with(Budget::of_chars(17))) == Strings{"Größe zählt viel."});
    const Summary summary = summarize(text, with(Budget::of_chars(3)));
    CHECK(summary.sentences.size() == 1);
    CHECK(summary.warnings[0].kind == SummaryWarning::Kind::nothing_fits);
    CHECK(summary.warnings[0].asked == 3);
    CHECK(summary.warnings[0].got == summary.sentences[0].span.size() - (summary.sentences[0].index == 0 ? 3 : 1));
}

TEST_CASE("characters of scripts without spaces count as words") {
    const std::string text = "大雨淹没了几个村庄。猫在屋顶。";  // 9 and 4
    CHECK(summarized(text, with(Budget::of_words(8))) == Strings{"猫在屋顶。"});
}

TEST_CASE("budgets and options outside their range are errors that say what was received") {
    using Error = std::invalid_argument;
    CHECK_THROWS_WITH_AS((void)Budget::of_sentences(0), "sentences must be at least 1, got 0", Error);
    CHECK_THROWS_WITH_AS((void)Budget::of_words(-2), "words must be at least 1, got -2", Error);
    CHECK_THROWS_WITH_AS((void)Budget::of_chars(0), "chars must be at least 1, got 0", Error);
    CHECK_THROWS_WITH_AS((void)Budget::of_ratio(1.5), "ratio must be in (0, 1], got 1.5", Error);
    CHECK_THROWS_WITH_AS((void)Budget::of_ratio(0), "ratio must be in (0, 1], got 0", Error);
    CHECK_THROWS_AS((void)Budget::of_ratio(std::nan("")), Error);
    SummaryOptions options;
    options.lead = 2;
    CHECK_THROWS_WITH_AS((void)summarize("Cats purr.", options), "lead must be in [0, 1], got 2", Error);
    options.lead = .5;
    options.language = "xx";
    CHECK_THROWS_AS((void)summarize("Cats purr.", options), Error);
}

TEST_CASE("the preset follows the number of texts and the budget") {
    CHECK(summarize(article, sentences(1)).preset == Preset::one);
    CHECK(summarize(article, sentences(2)).preset == Preset::long_text);
    CHECK(summarize(article, with(Budget::of_ratio(.01))).preset == Preset::long_text);
    CHECK(summarize(article, with(Budget::of_words(10))).preset == Preset::long_text);
    const std::vector<std::string_view> two{article, "Cats purr."};
    CHECK(summarize_together(two, sentences(1)).preset == Preset::multi);
    SummaryOptions options = sentences(1);
    options.preset = Preset::long_text;
    CHECK(summarize_together(two, options).preset == Preset::long_text);
}

TEST_CASE("texts without sentences change nothing but the numbers of the others") {
    const std::vector<std::string_view> texts{"", article, " ", "Cats purr loudly at night.", ""};
    const std::vector<std::string_view> full{article, "Cats purr loudly at night."};
    const Summary with_empty = summarize_together(texts, sentences(7));
    const Summary without = summarize_together(full, sentences(7));
    CHECK(with_empty.scores == without.scores);
    CHECK(with_empty.first_sentence == std::vector<std::size_t>{0, 0, 6, 6, 7, 7});
    REQUIRE(with_empty.sentences.size() == 7);
    for (std::size_t k = 0; k < 7; ++k) {
        CHECK(with_empty.sentences[k].document == 1 + 2 * without.sentences[k].document);
        CHECK(with_empty.sentences[k].span == without.sentences[k].span);
    }
    const std::vector<std::string_view> one{"", article};
    CHECK(summarize_together(one, sentences(1)).preset == Preset::one);
}

TEST_CASE("the lead method takes the first sentences of each text in turn") {
    SummaryOptions options = sentences(2);
    options.method = "lead";
    const Summary one = summarize(article, options);
    REQUIRE(one.sentences.size() == 2);
    CHECK(one.sentences[0].index == 0);
    CHECK(one.sentences[1].index == 1);
    CHECK(one.scores[1] == .5);
    const std::vector<std::string_view> two{article, "Cats purr loudly at night. Dogs bark all the day long."};
    const Summary summary = summarize_together(two, options);
    REQUIRE(summary.sentences.size() == 2);
    CHECK(summary.sentences[0].document == 0);
    CHECK(summary.sentences[1].document == 1);
    CHECK(summary.sentences[1].index == 0);
}

TEST_CASE("the lead knob of 0 takes position out of account") {
    const std::string text = "Rain flooded many villages. Rain flooded many villages.";
    SummaryOptions options = sentences(3);
    CHECK(summarize(text, options).scores[0] > summarize(text, options).scores[1]);
    options.lead = 0;
    CHECK(summarize(text, options).scores[0] == summarize(text, options).scores[1]);
}

TEST_CASE("of sentences that are said to be the same only one is chosen") {
    const TextTerms terms = text_terms(article);
    const std::array<const TextTerms*, 1> texts{&terms};
    SummaryScratch scratch;
    const auto indices = [](const Summary& summary) {
        std::vector<std::size_t> all;
        for (const SummarySentence& sentence : summary.sentences) {
            all.push_back(sentence.index);
        }
        return all;
    };
    const auto free = indices(summarize_terms(texts, sentences(6), scratch));
    CHECK(free == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
    // Sentences 1 and 4 say the same: whichever is worth more stays.
    const SaysSame says_same = [](std::size_t sentence) {
        return sentence == 1 || sentence == 4 ? std::vector<std::size_t>{5 - sentence} : std::vector<std::size_t>{};
    };
    const Summary summary =
        summarize_terms(texts, sentences(6), scratch, {.says_same = says_same, .vectors = {}, .query = {}});
    CHECK(summary.sentences.size() == 5);
    CHECK(summary.warnings.size() == 1);
    const bool earlier = summary.scores[1] >= summary.scores[4];
    CHECK(indices(summary) ==
          (earlier ? std::vector<std::size_t>{0, 1, 2, 3, 5} : std::vector<std::size_t>{0, 2, 3, 4, 5}));
}

TEST_CASE("summaries of many rows are those of each alone, on any number of threads") {
    std::vector<std::optional<std::string>> rows{article, std::nullopt, "", "Cats purr."};
    std::mt19937 random(11);
    for (int k = 0; k < 300; ++k) {
        rows.push_back(reference::random_draft(random, random() % 40).text);
    }
    const OwnTexts source(rows);
    for (const std::size_t threads : {1u, 3u}) {
        const std::vector<Summary> summaries = summarize_each(source, sentences(2), {.threads = threads, .poll = {}});
        REQUIRE(summaries.size() == rows.size());
        CHECK(summaries[1].sentences.empty());
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const Summary alone = summarize(rows[row].value_or(""), sentences(2));
            CHECK(summaries[row].scores == alone.scores);
            CHECK(shown(summaries[row], rows[row].value_or("")) == shown(alone, rows[row].value_or("")));
        }
    }
}

TEST_CASE("any bytes give a summary") {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (std::size_t n = random() % 200; n > 0; --n) {
            constexpr std::array<std::string_view, 12> pieces{
                ". ", "\xC3", "\xE2\x80", "a", "\n\n", "漢", "\xF0\x9F\x98\x80", "\"", "!", "the ", "1", "\0"};
            text += pieces[random() % pieces.size()];
        }
        const Summary summary = summarize(text, with(Budget::of_chars(1 + static_cast<std::int64_t>(random() % 50))));
        CHECK(summary.sentences.empty() == (summary.scores.empty()));
    }
}
