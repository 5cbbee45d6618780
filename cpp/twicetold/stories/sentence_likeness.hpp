#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/stories/numbers.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold {

/// A word or number between its neighbours, as hashes; 0 where there is none.
struct WordPlace {
    std::uint64_t before;
    std::uint64_t word;
    std::uint64_t after;
};

/// What support looks at in a sentence beside its terms.
struct SentenceWords {
    std::vector<std::uint64_t> pairs;    // hashes of neighbouring words, stop words too; sorted, each once
    std::vector<std::uint64_t> numbers;  // hashes of the values of its numbers (numbers.hpp); sorted, each once
    std::vector<std::uint64_t> words;    // hashes of all; sorted, each once
    std::vector<WordPlace> places;       // of its numbers, in order
    std::vector<WordPlace> negations;    // of the words that negate, in order
    bool negated = false;                // holds a word that negates
};

/// Reads sentences; it keeps its memory.
class WordReader {
  public:
    /// `language` is that of the text, "" if unknown (stories/negation.hpp). O(bytes).
    void read(std::string_view sentence, std::string_view language, SentenceWords& words);

  private:
    void read_words(std::string_view language, SentenceWords& words);
    void read_numbers_in_place(std::string_view sentence, SentenceWords& words);

    [[nodiscard]] std::uint64_t hash_of(const TokenizedText& text, const Token& token);

    TokenizedText tokens_;
    TokenizedText part_;
    std::vector<NumberAt> numbers_;
    std::string plain_;
};

/// Whether each holds a number that the other has not, and, if they must be `in_place`, two such numbers with the same
/// word before or behind them. O(numbers of a · numbers of b).
[[nodiscard]] bool numbers_conflict(const SentenceWords& a, const SentenceWords& b, bool in_place);

/// Whether only one of both negates, next to a word that the other has too. O(negations · log words).
[[nodiscard]] bool negation_conflicts(const SentenceWords& a, const SentenceWords& b);

/// |a ∩ b| / |a ∪ b| of sorted sets; 0 if both are empty.
[[nodiscard]] double jaccard_of_pairs(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

}  // namespace twicetold
