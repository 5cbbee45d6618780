#pragma once

// Slow, obvious versions of what the core does fast.

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "twicetold/dedup/groups.hpp"
#include "twicetold/dedup/shingles.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold::reference {

using Rows = std::vector<std::optional<std::string>>;

inline std::set<std::uint64_t> shingle_set(const std::string& text, ShingleSpec spec) {
    Shingler shingler(spec);
    const auto shingles = shingler(text);
    return {shingles.begin(), shingles.end()};
}

inline double jaccard(const std::set<std::uint64_t>& a, const std::set<std::uint64_t>& b) {
    std::size_t common = 0;
    for (const std::uint64_t x : a) {
        common += b.count(x);
    }
    return a.empty() || b.empty() ? 0.0
                                  : static_cast<double>(common) / static_cast<double>(a.size() + b.size() - common);
}

/// (left, right, similarity) of all pairs at or above the threshold.
inline std::vector<std::tuple<std::int64_t, std::int64_t, double>> all_pairs(const Rows& rows, ShingleSpec spec,
                                                                             double threshold) {
    std::vector<std::set<std::uint64_t>> sets;
    for (const auto& row : rows) {
        sets.push_back(shingle_set(row.value_or(""), spec));
    }
    std::vector<std::tuple<std::int64_t, std::int64_t, double>> pairs;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        for (std::size_t k = i + 1; k < sets.size(); ++k) {
            if (const double similarity = jaccard(sets[i], sets[k]); similarity >= threshold) {
                pairs.emplace_back(i, k, similarity);
            }
        }
    }
    return pairs;
}

/// The rule (METHODS.md section 1): in priority order, keep a text unless a kept one is paired with it.
inline std::vector<std::uint32_t> representatives(const std::vector<Pair>& pairs,
                                                  const std::vector<std::uint32_t>& priority) {
    std::map<std::uint32_t, std::uint32_t> order;
    for (std::uint32_t text = 0; text < priority.size(); ++text) {
        order[priority[text]] = text;
    }
    std::vector<std::uint32_t> of(priority.size());
    std::vector<bool> kept(priority.size(), false);
    for (const auto& [rank, text] : order) {
        of[text] = text;
        double best = 0.0;
        for (const auto& [other_rank, other] : order) {  // earlier ones first, so that they win ties
            for (const Pair& pair : pairs) {
                const bool paired =
                    (pair.left == text && pair.right == other) || (pair.left == other && pair.right == text);
                if (kept[other] && paired && pair.similarity > best) {
                    best = pair.similarity;
                    of[text] = other;
                }
            }
        }
        kept[text] = of[text] == text;
    }
    return of;
}

/// Texts of a few words of a small vocabulary; many are changed copies of earlier ones.
inline Rows random_texts(std::uint32_t seed, std::size_t count) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text;
        if (!rows.empty() && below(3) > 0 && rows[below(rows.size())]) {
            text = rows[below(rows.size())].value_or("");
            if (!text.empty() && below(4) > 0) {
                text.insert(below(text.size()), 1, "aé .x"[below(5)]);
            }
        } else {
            for (std::size_t k = below(30); k > 0; --k) {
                text += "w" + std::to_string(below(40)) + (below(9) == 0 ? ". " : " ");
            }
        }
        rows.push_back(below(25) == 0 ? std::nullopt : std::optional(text));
    }
    return rows;
}

}  // namespace twicetold::reference
