#pragma once

// ROUGE as its definitions say, on the usual tables and without any bit.

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "twicetold/evaluation/rouge.hpp"

namespace twicetold::reference {

using Table = std::vector<std::vector<std::size_t>>;

/// table[i][j]: the longest common subsequence of the first i and the first j tokens.
template <class Token>
Table lcs_table(std::span<const Token> a, std::span<const Token> b) {
    Table table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
        }
    }
    return table;
}

/// The places of `a` in the common subsequence that is read back from the end of the table.
template <class Token>
std::set<std::size_t> lcs_places(std::span<const Token> a, std::span<const Token> b) {
    const auto table = lcs_table(a, b);
    std::set<std::size_t> places;
    for (std::size_t i = a.size(), j = b.size(); i > 0 && j > 0;) {
        if (a[i - 1] == b[j - 1]) {
            places.insert(--i);
            --j;
        } else if (table[i][j - 1] > table[i - 1][j]) {
            --j;
        } else {
            --i;
        }
    }
    return places;
}

inline RougeScore score_of(std::size_t shared, std::size_t candidate, std::size_t reference) {
    if (shared == 0) {
        return {};
    }
    const double precision = static_cast<double>(shared) / static_cast<double>(candidate);
    const double recall = static_cast<double>(shared) / static_cast<double>(reference);
    return {precision, recall, 2 * precision * recall / (precision + recall)};
}

using Text = std::vector<std::vector<std::uint64_t>>;  // lines of tokens

inline std::vector<std::uint64_t> joined(const Text& text) {
    std::vector<std::uint64_t> tokens;
    for (const auto& line : text) {
        tokens.insert(tokens.end(), line.begin(), line.end());
    }
    return tokens;
}

inline std::map<std::vector<std::uint64_t>, std::size_t> grams_of(const Text& text, std::size_t n) {
    const auto tokens = joined(text);
    std::map<std::vector<std::uint64_t>, std::size_t> grams;
    for (std::size_t k = 0; k + n <= tokens.size(); ++k) {
        ++grams[{tokens.begin() + static_cast<std::ptrdiff_t>(k), tokens.begin() + static_cast<std::ptrdiff_t>(k + n)}];
    }
    return grams;
}

inline RougeScore rouge_n(const Text& candidate, const Text& reference, std::size_t n) {
    auto own = grams_of(candidate, n);
    std::size_t shared = 0, candidates = 0, references = 0;
    for (const auto& [gram, count] : own) {
        candidates += count;
    }
    for (const auto& [gram, count] : grams_of(reference, n)) {
        references += count;
        shared += std::min(count, own[gram]);
    }
    return score_of(shared, candidates, references);
}

inline RougeScore rouge_l(const Text& candidate, const Text& reference) {
    const auto a = joined(reference), b = joined(candidate);
    return score_of(lcs_table<std::uint64_t>(a, b).back().back(), b.size(), a.size());
}

inline RougeScore rouge_lsum(const Text& candidate, const Text& reference) {
    std::map<std::uint64_t, std::size_t> left;
    for (const std::uint64_t token : joined(candidate)) {
        ++left[token];
    }
    std::size_t shared = 0;
    for (const auto& line : reference) {
        std::set<std::size_t> all;
        for (const auto& other : candidate) {
            all.merge(lcs_places<std::uint64_t>(line, other));
        }
        for (const std::size_t place : all) {
            if (left[line[place]] > 0) {
                --left[line[place]];
                ++shared;
            }
        }
    }
    return score_of(shared, joined(candidate).size(), joined(reference).size());
}

}  // namespace twicetold::reference
