#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "twicetold/summary/repeats.hpp"
#include "twicetold/summary/term_matrix.hpp"
#include "twicetold/summary/terms.hpp"
#include "twicetold/summary/values.hpp"

namespace twicetold {

/// When a sentence may be chosen: all of an earlier class come before any of a later one.
enum class Eligibility : std::uint8_t {
    real,
    furniture_line,  // headlines and list items that are furniture
    last_resort,     // fragments, and what has no words
};

[[nodiscard]] Eligibility eligibility_of(SentenceKind kind, const SentenceFacts& facts, bool furniture);

/// How much may be chosen.
struct Limit {
    std::uint64_t most = 0;                // costs of the chosen sentences together
    std::span<const std::uint64_t> costs;  // of each sentence; empty: 1 each
    bool fill_with_last_resort = true;     // else those are chosen only if nothing else is
};

/// Sentences that say the same as the one given, in other words: beside those with nearly equal terms they are not
/// chosen any more once it was. Numbered among those of all texts.
using SaysSame = std::function<std::vector<std::size_t>(std::size_t sentence)>;

/// Texts, their terms, and which sentences are furniture.
struct RankedTexts {
    std::span<const TextTerms* const> texts;
    const TermMatrix& matrix;
    std::span<const std::uint8_t> furniture;
};

struct Selection {
    std::vector<std::size_t> sentences;  // among those of all texts, rising
    std::uint64_t cost = 0;              // of them together
    bool nothing_fits = false;           // each costs more than the limit: the best one alone was chosen
    bool repeats_bounded = false;        // not all were compared with all chosen ones that share their terms
};

/// Chooses sentences; reused for many texts, it keeps its memory.
class Selector {
  public:
    /// More values asked for than so many a sentence and the rest is chosen in another way, to the same end.
    explicit Selector(std::size_t values_a_sentence = 16) : values_a_sentence_(values_a_sentence) {}

    /// Again and again takes the sentence of the highest value among those of the earliest class that fit and repeat
    /// no chosen one (METHODS.md section 3, steps 6 and 7), never a blank one. Ties: the earlier sentence. `scores`
    /// holds the values before anything is chosen. No sentences: an empty selection. O(sentences), and for each chosen
    /// one the evaluation of those that come near it in value; where these are too many, an addition for each that
    /// shares its terms, and no more than about a thousand for any term of a sentence (then m_t is 0).
    [[nodiscard]] Selection select(const RankedTexts& ranked, std::span<const double> scores, SentenceValues& values,
                                   const Limit& limit, const SaysSame& says_same = {});

  private:
    std::size_t values_a_sentence_;
    ChosenSentences chosen_;
};

}  // namespace twicetold
