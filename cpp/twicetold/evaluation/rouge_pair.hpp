#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/evaluation/common_subsequence.hpp"
#include "twicetold/evaluation/numbering.hpp"
#include "twicetold/evaluation/rouge.hpp"
#include "twicetold/evaluation/rouge_tokens.hpp"

namespace twicetold {

/// Scores one candidate with one reference. Reused for many pairs, it keeps its memory.
class RougePair {
  public:
    /// Reads both texts; neither needs to outlive the call.
    void assign(const RougeText& candidate, const RougeText& reference);

    [[nodiscard]] RougeScore score(const RougeMeasure& measure);

  private:
    /// Equal lines of one text, as the numbers of their tokens.
    struct Line {
        std::span<const std::uint32_t> tokens;
        std::uint32_t count = 0;
    };
    /// A text as numbers below `numbers_.size()`, equal if the tokens are.
    struct Side {
        std::vector<std::uint32_t> tokens;
        std::vector<std::uint32_t> grams;
        std::vector<Line> lines;
    };

    static void read_lines(const RougeText& text, Side& side);
    void index_lines();
    void mark_line(const Line& line);
    [[nodiscard]] RougeScore grams(std::uint32_t n);
    [[nodiscard]] RougeScore lcs();
    [[nodiscard]] RougeScore lines();

    Side candidate_;
    Side reference_;
    Numbering numbers_;
    Numbering grams_;
    std::vector<std::uint32_t> left_;  // by number: how many of the candidate's are not yet matched
    CommonSubsequence subsequence_;
    std::vector<std::uint64_t> marks_;
    // The candidate's lines that have token t: lines_with_[first_with_[t]] up to lines_with_[first_with_[t + 1]].
    std::vector<std::uint32_t> first_with_;
    std::vector<std::uint32_t> lines_with_;
    std::vector<const Line*> tried_;  // by line of the candidate: with which of the reference it was compared last
};

}  // namespace twicetold
