#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/evaluation/rouge_tokens.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// One of ROUGE's measures (C.-Y. Lin, ROUGE: A package for automatic evaluation of summaries, 2004).
struct RougeMeasure {
    enum class Kind : std::uint8_t {
        grams,  // shared n-grams
        lcs,    // longest common subsequence of the whole texts
        lines,  // "Lsum": for each line of the reference the union of those with each line of the candidate
    };
    Kind kind = Kind::grams;
    std::uint32_t n = 1;  // of grams
};

/// Throws std::invalid_argument unless `name` is "rouge1" to "rouge9", "rougeL" or "rougeLsum".
[[nodiscard]] RougeMeasure parse_rouge_measure(std::string_view name);

/// How scores with several references become one.
enum class RougeSeveral : std::uint8_t {
    best,  // that of the largest f1, the first of equal ones: each measure by itself
    mean,  // the mean of each number
};

/// Throws std::invalid_argument unless `name` is "best" or "mean".
[[nodiscard]] RougeSeveral parse_rouge_several(std::string_view name);

struct RougeOptions {
    std::vector<RougeMeasure> measures;
    RougeTokens tokens = RougeTokens::english;
    bool stem = false;
    RougeSeveral several = RougeSeveral::best;
};

/// Shares in [0, 1]; all 0 if either text has nothing to count.
struct RougeScore {
    double precision = 0;  // what is shared / what the candidate has
    double recall = 0;     // what is shared / what the reference has
    double f1 = 0;         // 2·precision·recall / (precision + recall)

    bool operator==(const RougeScore&) const = default;
};

/// The scores of each candidate, row by row, one for each measure: rows · measures.
///
/// The references of candidate k are the rows first[k] … first[k + 1] − 1 of `references`, at least one; `first` has
/// one number more than there are candidates. Missing texts count as "". Tokens are compared by 64-bit hashes. Throws
/// std::invalid_argument if `first` does not rise from 0 to references.size().
///
/// With c and r tokens, n-grams cost O(n·(c + r)) and rougeL at most O(c·r/64). rougeLsum costs at most O(c·(r/64 +
/// lines of r)), and about O(c + r) for texts in which most words are found in the first lines that have them.
[[nodiscard]] std::vector<RougeScore> rouge(const TextSource& candidates, const TextSource& references,
                                            std::span<const std::int64_t> first, const RougeOptions& options,
                                            const Control& control);

}  // namespace twicetold
