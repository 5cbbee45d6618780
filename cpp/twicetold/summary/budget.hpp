#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/summary/select.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold {

/// How long a summary may be; always a valid one.
class Budget {
  public:
    enum class Unit : std::uint8_t { sentences, words, chars, ratio };

    /// `most` sentences, at least 1; else throws std::invalid_argument.
    [[nodiscard]] static Budget of_sentences(std::int64_t most);
    /// Words between white space; in a sentence that holds characters of scripts written without spaces, its tokens if
    /// these are more. At least 1; else throws std::invalid_argument.
    [[nodiscard]] static Budget of_words(std::int64_t most);
    /// Code points, one more counted between sentences for what joins them. At least 1; else throws
    /// std::invalid_argument.
    [[nodiscard]] static Budget of_chars(std::int64_t most);
    /// The share of the sentences that are not furniture, rounded half up, but at least one sentence. In (0, 1]; else
    /// throws std::invalid_argument.
    [[nodiscard]] static Budget of_ratio(double share);

    /// 3 sentences.
    Budget() = default;

    [[nodiscard]] Unit unit() const { return unit_; }
    /// Of sentences, words or code points; 0 for a ratio.
    [[nodiscard]] std::uint64_t most() const { return most_; }

    /// What may be chosen from `texts`. `furniture` has one entry a sentence of all texts; `costs` receives what the
    /// limit refers to. O(sentences); for words and code points O(bytes).
    [[nodiscard]] Limit limit(std::span<const TextTerms* const> texts, std::span<const std::uint8_t> furniture,
                              std::vector<std::uint64_t>& costs) const;

  private:
    Budget(Unit unit, std::uint64_t most, double share) : unit_(unit), most_(most), share_(share) {}

    Unit unit_ = Unit::sentences;
    std::uint64_t most_ = 3;
    double share_ = 0;
};

}  // namespace twicetold
