#include "twicetold/summary/worth.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "summary_reference.hpp"
#include "twicetold/summary/focus.hpp"
#include "twicetold/summary/methods.hpp"
#include "twicetold/summary/summarize.hpp"

using namespace twicetold;
using reference::Draft;

namespace {

struct Prepared {
    explicit Prepared(const Draft& draft) : terms(draft.terms("en")) {
        matrix.assign({&pointer, 1});
        rank_sentences({&pointer, 1}, matrix, parameters_of(Preset::long_text), ranking);
    }
    [[nodiscard]] SentenceWorth worth(const SummaryOptions& options, const SentenceKnowledge& known = {}) const {
        return worth_of({{&pointer, 1}, matrix, ranking.furniture}, ranking, options, known);
    }

    TextTerms terms;
    const TextTerms* pointer = &terms;
    TermMatrix matrix;
    Ranking ranking;
};

Draft ferry() {
    Draft draft;
    draft.add("The ferry ran aground near the harbour.")
        .add("Tugs freed the ferry at noon.")
        .add("Nobody saw the tugs leave.");
    return draft;
}

}  // namespace

TEST_CASE("without query, vectors and MMR the scores are those of the ranking") {
    const Prepared prepared(ferry());
    const SentenceWorth worth = prepared.worth({});
    CHECK(worth.scores == prepared.ranking.scores);
    CHECK(worth.first_values == prepared.ranking.scores);
    CHECK_FALSE(worth.query_unknown);
}

TEST_CASE("a query multiplies by 1 - weight + weight times the cosine over the largest") {
    const Prepared prepared(ferry());
    SummaryOptions options;
    options.query = "When was it freed?";
    options.weight = .75;
    const SentenceWorth worth = prepared.worth(options);
    CHECK(worth.scores[0] == doctest::Approx(.25 * prepared.ranking.scores[0]));
    CHECK(worth.scores[1] == doctest::Approx(prepared.ranking.scores[1]));
    options.query = "zebras";
    CHECK(prepared.worth(options).query_unknown);
    CHECK(prepared.worth(options).scores == prepared.ranking.scores);
}

TEST_CASE("vectors mix in how central a sentence is among them") {
    const Prepared prepared(ferry());
    const std::vector<double> vectors{1, 0, 1, 0, 0, 1};
    SummaryOptions options;
    options.weight = .5;
    const SentenceWorth worth = prepared.worth(options, {.says_same = {}, .vectors = {vectors, 2}, .query = {}});
    // The first two: cosine with (1, 1) is √½ for each, the third has 0.
    const double most = std::max({prepared.ranking.scores[0], prepared.ranking.scores[1], prepared.ranking.scores[2]});
    CHECK(worth.scores[0] == doctest::Approx(.5 * prepared.ranking.scores[0] + .5 * most));
    CHECK(worth.scores[2] == doctest::Approx(.5 * prepared.ranking.scores[2]));
    const std::vector<double> few{1, 0};
    CHECK_THROWS_WITH_AS((void)prepared.worth(options, {.says_same = {}, .vectors = {few, 2}, .query = {}}),
                         "embeddings must have one row for each of the 3 sentences, got 1", std::invalid_argument);
}

TEST_CASE("how central a sentence is, is a cosine: the length of the sum of the others has no part in it") {
    const std::vector<double> vectors{2, 0, 5, 0, .6, .8};
    const std::vector<double> units = unit_vectors({vectors, 2});
    const std::vector<double> central = vector_centrality({units, 2});
    // The others' sums: (1.6, .8) twice, then (2, 0).
    REQUIRE(central.size() == 3);
    CHECK(central[0] == doctest::Approx(1));
    CHECK(central[1] == doctest::Approx(1));
    CHECK(central[2] == doctest::Approx(.6 / (2 / std::sqrt(5.0))));
}

TEST_CASE("values only fall as sentences are taken, whatever is put together") {
    std::mt19937 random(31);
    for (int round = 0; round < 60; ++round) {
        const Prepared prepared(reference::random_draft(random, 2 + random() % 20));
        const std::size_t n = prepared.matrix.sentences();
        SummaryOptions options;
        const std::size_t method = random() % (named_methods().size() + 1);
        options.method = method == 0 ? "auto" : named_methods()[method - 1].name;
        options.query = random() % 2 == 0 ? "" : "aword bword cterm";
        options.mmr = random() % 2 == 0 ? std::nullopt : std::optional(.5);
        std::vector<double> vectors;
        for (std::size_t k = 0; k < 2 * n && round % 2 == 0; ++k) {
            vectors.push_back(static_cast<double>(random() % 21) - 10);
        }
        const SentenceWorth worth =
            prepared.worth(options, {.says_same = {}, .vectors = {vectors, vectors.empty() ? 0u : 2u}, .query = {}});
        std::vector<double> before = worth.first_values;
        for (int step = 0; step < 5; ++step) {
            for (std::size_t i = 0; i < n; ++i) {
                CHECK(worth.values->of(i) <= before[i]);
                before[i] = worth.values->of(i);
            }
            worth.values->take(random() % n);
        }
    }
}

TEST_CASE("MMR is relevance less likeness to what was chosen") {
    const Prepared prepared(ferry());
    SummaryOptions options;
    options.mmr = .6;
    const SentenceWorth worth = prepared.worth(options);
    const double most = std::max({worth.scores[0], worth.scores[1], worth.scores[2]});
    CHECK(worth.values->of(0) == doctest::Approx(.6 * worth.scores[0] / most));
    worth.values->take(0);
    CHECK(worth.values->of(0) == doctest::Approx(.6 * worth.scores[0] / most - .4));
    CHECK(worth.values->of(2) == doctest::Approx(.6 * worth.scores[2] / most));
}

TEST_CASE("terms are struck by whole words of the caller") {
    const std::vector<std::string_view> words{"Ferry", "公司"};
    const WordSet stop_words(words);
    CHECK(text_terms("Ferry ferries ferry", {"none", &stop_words}).terms.size() == 1);
    CHECK(text_terms("公司开会", {"none", &stop_words}).terms.size() == 2);
    CHECK(text_terms("公 司", {"none", &stop_words}).terms.size() == 2);
}

TEST_CASE("document frequencies are added to those of the text") {
    const OwnTexts corpus({{"Ferry one. Ferry two."}, std::nullopt, {"Ferry three."}});
    const DocumentFrequencies seen = count_document_frequencies(corpus, {"en"}, {.threads = 2, .poll = {}});
    CHECK(seen.sentences() == 3);
    const Prepared prepared(ferry());
    TermMatrix matrix;
    matrix.assign({&prepared.pointer, 1}, &seen);
    const auto term = matrix.find(text_terms("ferry", {"none"}).terms[0].id);
    REQUIRE(term.has_value());
    CHECK(matrix.df[*term] == 2);
    CHECK(matrix.idf[*term] == static_cast<double>(static_cast<float>(std::log(1 + 6.0 / 5))));
    CHECK_THROWS_AS(DocumentFrequencies({{1, 2}, {1, 3}}, 9), std::invalid_argument);
    CHECK_THROWS_AS(DocumentFrequencies({{1, 10}}, 9), std::invalid_argument);
}

TEST_CASE("a text of many pieces has the terms of its parts") {
    // More than the 2^22 bytes that are tokenised at a time.
    const std::string sentence = "Die Fähre lief im dichten Nebel auf Grund, 新闻报道说港口重新开放 don\u2019t. ";
    std::string text;
    while (text.size() < (std::size_t{9} << 19)) {
        text += sentence;
    }
    const TextTerms whole = text_terms(text, {"de"});
    const TextTerms one = text_terms(sentence, {"de"});
    REQUIRE(whole.sentences.size() == text.size() / sentence.size());
    CHECK(text_terms(text).language == "de");
    for (std::size_t j = 0; j < whole.sentences.size(); ++j) {
        REQUIRE(whole.facts[j].tokens == one.facts[0].tokens);
        REQUIRE(whole.facts[j].words == one.facts[0].words);
        REQUIRE(whole.terms_of(j).size() == one.terms.size());
        for (std::size_t k = 0; k < one.terms.size(); ++k) {
            const TermOccurrence& there = whole.terms_of(j)[k];
            REQUIRE(there.id == one.terms[k].id);
            REQUIRE(there.source.begin == one.terms[k].source.begin + j * sentence.size());
            REQUIRE(there.adjacent == one.terms[k].adjacent);
            REQUIRE(there.word == one.terms[k].word);
        }
    }
}

TEST_CASE("the table of ids grows") {
    IdTable table;
    for (int round = 0; round < 3; ++round) {
        table.clear(200'000, 7);
        for (std::uint64_t id = 0; id < 150'000; ++id) {
            REQUIRE(table.number(id * 977) == id);
        }
        REQUIRE(table.number(977) == 1);
        CHECK(table.find(3 * 977) == 3);
        CHECK_FALSE(table.find(5).has_value());
        CHECK(table.size() == 150'000);
        table.clear(3, 8);
        CHECK_FALSE(table.contains(977));
    }
}
