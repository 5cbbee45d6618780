#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/stories/sentence_sets.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold {

enum class SupportKind : std::uint8_t {
    copy,  // the same words, or nearly
    same,  // other words for the same
};

/// A text that holds (nearly) the same sentence.
struct Support {
    std::uint32_t document = 0;  // which text
    Span span;                   // its sentence, bytes of that text
    SupportKind kind = SupportKind::copy;
    bool numbers_differ = false;  // the sentences hold different sets of numbers
};

/// How a sentence of another text is like the one that was asked about.
struct Likeness {
    SentenceAt at;
    SupportKind kind = SupportKind::copy;
    double share = 0;               // d
    bool numbers_differ = false;    // as in Support
    bool negation_differs = false;  // one of the two negates: it is no support
};

/// Finds the sentences of a story's texts that say (nearly) the same (METHODS.md section 5, "Support").
///
/// With d = 2·idf(A∩B) / (idf A + idf B) over terms and w2 = Jaccard of pairs of neighbouring words: copy if the tokens
/// are equal, or d ≥ .7 and w2 ≥ .4; same if d ≥ .4, w2 ≥ .1 and two terms are common. If only one of the two negates,
/// they are neither. Shown, never a reason to drop a text. `texts` must outlive it. O(terms) to make.
class SupportFinder {
  public:
    explicit SupportFinder(std::span<const TextTerms* const> texts);
    ~SupportFinder();

    /// The texts that hold the sentence or nearly the same, one entry a text, by rising document; its own is one of
    /// them. Where several sentences of a text match, the best stands: copies first, then the largest share of common
    /// terms, then the earlier one. Throws std::out_of_range if there is no such sentence. Looks at the sentences that
    /// share one of its rarer terms; nothing is missed by that.
    [[nodiscard]] std::vector<Support> support_of(SentenceAt sentence);

    /// All sentences of other texts that say the same.
    [[nodiscard]] std::vector<SentenceAt> same_as(SentenceAt sentence);

    /// All sentences of other texts that say the same but for their numbers, or the contrary; in rising order.
    [[nodiscard]] std::vector<Likeness> like(SentenceAt sentence);

    /// How many sentences were looked at so far: what the searches cost.
    [[nodiscard]] std::size_t compared() const;

  private:
    class Searcher;
    std::unique_ptr<Searcher> searcher_;
};

/// The support of each chosen sentence.
[[nodiscard]] std::vector<std::vector<Support>> find_support(std::span<const TextTerms* const> texts,
                                                             std::span<const SentenceAt> chosen);

}  // namespace twicetold
