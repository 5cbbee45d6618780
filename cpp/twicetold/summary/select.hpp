#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "twicetold/summary/rank.hpp"
#include "twicetold/summary/repeats.hpp"
#include "twicetold/summary/term_matrix.hpp"
#include "twicetold/summary/terms.hpp"

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

struct Selection {
    std::vector<std::size_t> sentences;  // among those of all texts, rising
    std::uint64_t cost = 0;              // of them together
    bool nothing_fits = false;           // each costs more than the limit: the best one alone was chosen
};

/// The sentences of all texts in the order in which they stand, texts taking turns; furniture, then what is only a
/// last resort come behind all others ("lead", the baseline of news summaries). O(n log n).
[[nodiscard]] std::vector<std::size_t> lead_order(std::span<const TextTerms* const> texts,
                                                  std::span<const std::uint8_t> furniture);

/// Chooses sentences; reused for many texts, it keeps its memory.
class Selector {
  public:
    /// Again and again takes the sentence of the highest value among those that fit and repeat no chosen one
    /// (METHODS.md section 3, steps 6 and 7): its discounted score, with several texts times 1 − .3·(share of its
    /// adjacent term pairs that are in the summary) and .85 for each sentence taken from its text. Ties: the earlier
    /// sentence. No sentences: an empty selection. O(sentences), and for each chosen one the non-zeros of those that
    /// come near it in value.
    [[nodiscard]] Selection select_ranked(std::span<const TextTerms* const> texts, const TermMatrix& matrix,
                                          const Ranking& ranking, const Limit& limit, const SaysSame& says_same = {});

    /// Takes the sentences in `order`, all of them, as long as they fit, leaving out repeats. O(non-zeros).
    [[nodiscard]] Selection select_in_order(std::span<const TextTerms* const> texts, const TermMatrix& matrix,
                                            const Ranking& ranking, std::span<const std::size_t> order,
                                            const Limit& limit, const SaysSame& says_same = {});

  private:
    ChosenSentences chosen_;
};

}  // namespace twicetold
