#include "twicetold/summary/repeats.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "twicetold/summary/terms.hpp"

using namespace twicetold;

namespace {

/// Sentences of `size` different words of `words_known`, each its own.
TextTerms text_of(std::size_t sentences, std::size_t size, std::size_t words_known, std::string& text) {
    std::mt19937 random(1);
    for (std::size_t j = 0; j < sentences; ++j) {
        std::string sentence;
        for (std::size_t k = 0; k < size; ++k) {
            sentence += std::string(1, static_cast<char>('A' + random() % words_known)) + "x ";
        }
        text += sentence + ".\n\n";
    }
    return text_terms(text, {"none"});
}

}  // namespace

TEST_CASE("what repeats a chosen sentence is what comparing with all of them says") {
    for (const std::size_t size : {1U, 2U, 5U, 9U, 30U}) {
        std::string text;
        const TextTerms terms = text_of(400, size, 20, text);
        const TextTerms* pointer = &terms;
        TermMatrix matrix;
        matrix.assign({&pointer, 1});
        ChosenSentences chosen;
        chosen.start(matrix);
        std::vector<std::size_t> taken;
        for (std::size_t i = 0; i < terms.sentences.size(); ++i) {
            bool expected = false;
            for (const std::size_t j : taken) {
                expected = expected || nearly_equal(matrix.terms[i], matrix.terms[j]) ||
                           terms.facts[i].tokens == terms.facts[j].tokens;
            }
            REQUIRE(chosen.repeats(i, terms.facts[i].tokens) == expected);
            if (!expected) {
                chosen.add(i, terms.facts[i].tokens);
                taken.push_back(i);
            }
        }
        CHECK(taken.size() > 1);
        CHECK_FALSE(chosen.bounded());
    }
}

TEST_CASE("a question that would meet too many sentences is bounded and says so") {
    std::string text;  // two of four terms are common
    for (int k = 0; k < 20000; ++k) {
        text += "Harbour pilots " + std::to_string(10000 + k) + ".\n\n";
    }
    const TextTerms terms = text_terms(text, {"none"});
    const TextTerms* pointer = &terms;
    TermMatrix matrix;
    matrix.assign({&pointer, 1});
    ChosenSentences chosen;
    chosen.start(matrix);
    for (std::size_t i = 1; i < terms.sentences.size(); ++i) {
        chosen.add(i, i);
    }
    CHECK_FALSE(chosen.repeats(0, 0));
    CHECK(chosen.bounded());
    chosen.start(matrix);
    CHECK_FALSE(chosen.bounded());
}
