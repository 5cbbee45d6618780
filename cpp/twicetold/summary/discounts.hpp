#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/summary/rank.hpp"
#include "twicetold/summary/term_matrix.hpp"
#include "twicetold/summary/values.hpp"

namespace twicetold {

/// What sentences ranked by discounted centroid are still worth (METHODS.md section 3, step 6): a term that was said
/// counts half for each time; with several texts adjacent pairs that were said count against a sentence, and each
/// sentence taken from its text. `matrix` and `ranking` must outlive it. O(terms) for a value.
class DiscountedValues final : public SentenceValues {
  public:
    DiscountedValues(const TermMatrix& matrix, const Ranking& ranking);

    [[nodiscard]] double of(std::size_t sentence) const override;
    void take(std::size_t sentence) override;
    [[nodiscard]] std::span<const double> shares() const override { return ranking_.contributions; }
    [[nodiscard]] double drop(std::uint32_t term) const override;
    [[nodiscard]] double grain() const override { return 0x1p-1072; }

  private:
    [[nodiscard]] std::size_t text_of(std::size_t sentence) const;
    [[nodiscard]] double newness(std::size_t sentence) const;

    const TermMatrix& matrix_;
    const Ranking& ranking_;
    bool several_texts_;
    std::vector<double> discounts_;     // m_t
    std::vector<double> text_factors_;  // .85^(sentences taken from the text)
    double least_text_factor_ = 1;
    std::vector<std::uint8_t> said_;  // pairs that are in the summary
};

}  // namespace twicetold
