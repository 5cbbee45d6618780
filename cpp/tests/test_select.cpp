#include "twicetold/summary/select.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "summary_reference.hpp"
#include "twicetold/summary/discounts.hpp"
#include "twicetold/summary/methods/lead.hpp"

using namespace twicetold;
using reference::Draft;

namespace {

struct Ranked {
    explicit Ranked(const std::vector<Draft>& drafts, Preset preset = Preset::long_text) {
        for (const Draft& draft : drafts) {
            texts.push_back(draft.terms("en"));
        }
        for (const TextTerms& text : texts) {
            pointers.push_back(&text);
        }
        matrix.assign(pointers);
        rank_sentences(pointers, matrix, parameters_of(preset), ranking);
    }

    [[nodiscard]] Selection select(const Limit& limit) const { return select(limit, Selector()); }

    [[nodiscard]] Selection select(const Limit& limit, Selector selector) const {
        DiscountedValues values(matrix, ranking);
        return selector.select(ranked(), ranking.scores, values, limit);
    }

    [[nodiscard]] Selection lead(const Limit& limit) const {
        Selector selector;
        const std::vector<double> scores = methods::lead(ranked());
        FixedValues values(scores);
        return selector.select(ranked(), scores, values, limit);
    }

    [[nodiscard]] RankedTexts ranked() const { return {pointers, matrix, ranking.furniture}; }

    std::vector<TextTerms> texts;
    std::vector<const TextTerms*> pointers;
    TermMatrix matrix;
    Ranking ranking;
};

using Indices = std::vector<std::size_t>;
constexpr std::size_t all = 100000;

Limit sentences(std::uint64_t most) {
    return {.most = most, .costs = {}};
}

}  // namespace

TEST_CASE("the lazy heap chooses what looking at every sentence in each round chooses") {
    std::mt19937 random(5);
    for (int round = 0; round < 150; ++round) {
        std::vector<Draft> drafts;
        for (std::size_t d = 1 + random() % 3; d > 0; --d) {
            drafts.push_back(reference::random_draft(random, 1 + random() % 25));
        }
        const Preset preset = std::vector{Preset::one, Preset::long_text, Preset::multi}[random() % 3];
        const Ranked fast(drafts, preset);
        const reference::Reference slow(fast.texts, parameters_of(preset));
        const std::uint64_t k = 1 + random() % 12;
        CHECK(fast.select(sentences(k)).sentences == slow.choose(k, {}, true));
        std::vector<std::uint64_t> costs;
        for (const reference::Row& row : slow.rows) {
            costs.push_back(1 + row.facts().words);
        }
        const std::uint64_t most = 1 + random() % 60;
        const Selection selection = fast.select({most, costs, false});
        const Indices expected = slow.choose(most, costs, false);
        CHECK(selection.nothing_fits == expected.empty());
        CHECK((selection.nothing_fits || selection.sentences == expected));
        CHECK((selection.nothing_fits ? selection.sentences.size() == 1 : selection.cost <= most));
    }
}

TEST_CASE("where values fall together, bounds kept in step choose what looking at every sentence chooses") {
    std::mt19937 random(6);
    for (int round = 0; round < 150; ++round) {
        std::vector<Draft> drafts;
        for (std::size_t d = 1 + random() % 3; d > 0; --d) {
            drafts.push_back(reference::random_draft(random, 1 + random() % 25, 5 + random() % 15));
        }
        const Preset preset = std::vector{Preset::one, Preset::long_text, Preset::multi}[random() % 3];
        const Ranked fast(drafts, preset);
        const reference::Reference slow(fast.texts, parameters_of(preset));
        const std::uint64_t k = 1 + random() % 40;
        const Indices expected = slow.choose(k, {}, true);
        for (const std::size_t values_a_sentence : {0U, 1U, 2U}) {
            CHECK(fast.select(sentences(k), Selector(values_a_sentence)).sentences == expected);
        }
    }
}

TEST_CASE("where few words are different both ways choose the same, values near 0 too") {
    std::mt19937 random(7);
    Draft draft;
    for (int j = 0; j < 3000; ++j) {
        std::string sentence;
        for (int k = 0; k < 6; ++k) {
            sentence += std::string(1, static_cast<char>('a' + random() % 16)) + "word ";
        }
        draft.add(sentence + ".");
    }
    const Ranked ranked({draft});
    const Selection lazy = ranked.select(sentences(all), Selector(std::size_t{1} << 40));
    CHECK(ranked.select(sentences(all)).sentences == lazy.sentences);
    CHECK(lazy.sentences.size() > 300);
}

TEST_CASE("no sentences give an empty selection") {
    CHECK(Ranked({Draft()}).select(sentences(3)).sentences.empty());
    CHECK(Ranked({Draft()}).lead(sentences(3)).sentences.empty());
}

TEST_CASE("a sentence nearly equal to a chosen one is never chosen") {
    // Three fifths: 3 of 5 terms are common; a word less is different enough.
    const Draft draft =
        Draft().add("Alpha bravo charlie delta.").add("Alpha bravo charlie echo.").add("Alpha bravo foxtrot golf.");
    CHECK(Ranked({draft}).select(sentences(all)).sentences == Indices{0, 2});
    CHECK(Ranked({draft}).lead(sentences(all)).sentences == Indices{0, 2});
}

TEST_CASE("sentences without terms repeat only if their tokens are equal") {
    const Draft draft =
        Draft().add("It is not to be!").add("it is not to be").add("Is it to be?").add("To be it is not");
    CHECK(Ranked({draft}).select(sentences(all)).sentences == Indices{0, 2, 3});
}

TEST_CASE("ties go to the earlier sentence") {
    const Draft draft =
        Draft().add("Apples taste very sweet.").add("Lions hunt many zebras.").add("Boats cross wide rivers.");
    CHECK(Ranked({draft}).select(sentences(2)).sentences == Indices{0, 1});
}

TEST_CASE("a term that was said counts half") {
    // Both topics are worth the same; the second best sentence is of the topic that was not said.
    const Draft draft = Draft()
                            .add("Storm flood damage harbour bridge.")
                            .add("Storm flood damage valley forest.")
                            .add("Orchestra violin concert audience applause.")
                            .add("Orchestra violin concert critics tickets.");
    const Selection selection = Ranked({draft}).select(sentences(2));
    CHECK(selection.sentences.size() == 2);
    CHECK(selection.sentences[0] < 2);
    CHECK(selection.sentences[1] >= 2);
}

TEST_CASE("headlines and list items come behind all sentences, fragments behind everything") {
    const std::string storm = "Storm flood damage harbour bridge";
    const Draft draft = Draft()
                            .add("https storm flood damage example", SentenceKind::fragment)
                            .add("Storm flood hits harbour", SentenceKind::headline)
                            .add(storm + " yesterday.")
                            .add("Birds sing lovely songs.")
                            .add("Cats drink cold milk.");
    const Ranked ranked({draft});
    CHECK(ranked.select(sentences(3)).sentences == Indices{2, 3, 4});
    CHECK(ranked.select(sentences(4)).sentences == Indices{1, 2, 3, 4});
    CHECK(ranked.select(sentences(5)).sentences == Indices{0, 1, 2, 3, 4});
    CHECK(ranked.lead(sentences(4)).sentences == Indices{1, 2, 3, 4});
    const std::vector<std::uint64_t> costs(5, 1);
    CHECK(ranked.select({5, costs, false}).sentences == Indices{1, 2, 3, 4});
}

TEST_CASE("what has no words comes last") {
    const Draft draft = Draft().add("***").add("Birds sing lovely songs.").add("Cats drink cold milk.");
    CHECK(Ranked({draft}).select(sentences(2)).sentences == Indices{1, 2});
    CHECK(Ranked({draft}).lead(sentences(2)).sentences == Indices{1, 2});
    // Where most is furniture none is, but this stays.
    Draft stars;
    for (int k = 0; k < 20; ++k) {
        stars.add("***");
    }
    stars.add("Birds sing lovely songs.");
    CHECK(Ranked({stars}).select(sentences(1)).sentences == Indices{20});
}

TEST_CASE("what is blank is never chosen") {
    const Draft draft = Draft().add("").add("Birds sing lovely songs.").add("\u00a0\n").add("***").add("");
    CHECK(Ranked({draft}).select(sentences(5)).sentences == Indices{1, 3});
    CHECK(Ranked({draft, draft}).lead(sentences(9)).sentences == Indices{1, 3});
    CHECK(Ranked({Draft().add("").add(" ")}).select(sentences(1)).sentences.empty());
}

TEST_CASE("what does not fit is skipped, smaller sentences still come") {
    const Draft draft = Draft().add("Storm flood damage harbour.").add("Storm flood bridge.").add("Storm flood.");
    const std::vector<std::uint64_t> costs{9, 5, 4};
    const Ranked ranked({draft});
    CHECK(ranked.select({8, costs, false}).cost <= 8);
    const Selection none = ranked.select({3, costs, false});
    CHECK(none.nothing_fits);
    CHECK(none.sentences.size() == 1);
}

TEST_CASE("lead skips furniture and lets several texts take turns") {
    const Draft first = Draft()
                            .add("A headline of five words", SentenceKind::headline)
                            .add("Storms flooded the harbour yesterday.")
                            .add("Divers searched for the missing boat.");
    const Draft second = Draft().add("Critics praised a violin concert.").add("Tickets were sold within minutes.");
    const Ranked ranked({first, second}, Preset::multi);
    CHECK(methods::lead_order(ranked.ranked()) == Indices{1, 3, 2, 4, 0});
    CHECK(ranked.lead(sentences(2)).sentences == Indices{1, 3});
}

TEST_CASE("a text that has given a sentence waits for the others") {
    // Both texts say three things alike; turns are taken although the first text says each of them first.
    const std::vector<std::string> things{"Storm flood damage harbour bridge.",
                                          "Orchestra violin concert audience applause.",
                                          "Parliament budget deficit vote minister."};
    Draft first;
    Draft second;
    for (const std::string& thing : things) {
        first.add("Today " + thing);
        second.add("Yesterday " + thing);
    }
    const Selection selection = Ranked({first, second}, Preset::multi).select(sentences(2));
    CHECK(selection.sentences.size() == 2);
    CHECK(selection.sentences[0] < 3);
    CHECK(selection.sentences[1] >= 3);
}

TEST_CASE("near-equality is three fifths of the terms of both, exactly") {
    for (std::uint32_t a = 1; a <= 12; ++a) {
        for (std::uint32_t b = 1; b <= 12; ++b) {
            for (std::uint32_t common = 0; common <= std::min(a, b); ++common) {
                std::vector<std::uint32_t> left;
                std::vector<std::uint32_t> right;
                for (std::uint32_t t = 0; t < a; ++t) {
                    left.push_back(t);
                }
                for (std::uint32_t t = a - common; t < a - common + b; ++t) {
                    right.push_back(t);
                }
                CHECK(nearly_equal(left, right) == (5 * common >= 3 * (a + b - common)));
            }
        }
    }
}
