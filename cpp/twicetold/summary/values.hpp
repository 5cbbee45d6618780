#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace twicetold {

/// What each sentence is worth beside those that were chosen. A value only falls as sentences are taken, rounding
/// included: so choosing may evaluate it late (lazy greedy, Minoux 1978).
class SentenceValues {
  public:
    SentenceValues() = default;
    SentenceValues(const SentenceValues&) = delete;
    SentenceValues& operator=(const SentenceValues&) = delete;
    virtual ~SentenceValues() = default;

    [[nodiscard]] virtual double of(std::size_t sentence) const = 0;
    /// `sentence` was chosen.
    virtual void take(std::size_t sentence) = 0;

    /// By the last `take` a sentence lost at least `drop(t)·shares()[k]` for each term t of the sentence taken that it
    /// has as its entry k (of TermMatrix::terms), but for rounding to float. Values are then at least 0. Without shares
    /// nothing is said.
    [[nodiscard]] virtual std::span<const double> shares() const { return {}; }
    [[nodiscard]] virtual double drop(std::uint32_t /*term*/) const { return 0; }
    /// What rounding adds or takes near 0, where it does so by more than a share of the value.
    [[nodiscard]] virtual double grain() const { return 0x1p-148; }
};

/// Scores that do not depend on what was chosen.
class FixedValues final : public SentenceValues {
  public:
    explicit FixedValues(std::vector<double> scores) : scores_(std::move(scores)) {}

    [[nodiscard]] double of(std::size_t sentence) const override { return scores_[sentence]; }
    void take(std::size_t /*sentence*/) override {}

  private:
    std::vector<double> scores_;
};

}  // namespace twicetold
