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
#include "twicetold/dedup/similarity.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold::reference {

using Rows = std::vector<std::optional<std::string>>;

inline std::set<std::uint64_t> shingle_set(const std::string& text, ShingleSpec spec) {
    Shingler shingler(spec);
    const auto shingles = shingler(text);
    return {shingles.begin(), shingles.end()};
}

using Set = std::set<std::uint64_t>;
using Pairs = std::vector<std::tuple<std::int64_t, std::int64_t, double>>;

inline std::size_t common(const Set& a, const Set& b) {
    std::size_t sum = 0;
    for (const std::uint64_t x : a) {
        sum += b.count(x);
    }
    return sum;
}

/// The share of `whole` shingles; 0 if there are none.
inline double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

inline double jaccard(const Set& a, const Set& b) {
    return a.empty() || b.empty() ? 0.0 : share(common(a, b), a.size() + b.size() - common(a, b));
}

/// How much of the smaller set is in the other.
inline double containment(const Set& a, const Set& b) {
    return share(common(a, b), std::min(a.size(), b.size()));
}

inline double similarity(Measure measure, const Set& a, const Set& b) {
    return measure == Measure::jaccard ? jaccard(a, b) : containment(a, b);
}

inline std::vector<Set> shingle_sets(const Rows& rows, ShingleSpec spec) {
    std::vector<Set> sets;
    for (const auto& row : rows) {
        sets.push_back(shingle_set(row.value_or(""), spec));
    }
    return sets;
}

/// (left, right, similarity) of all pairs at or above the threshold.
inline Pairs all_pairs(const Rows& rows, ShingleSpec spec, double threshold, Measure measure = Measure::jaccard) {
    const auto sets = shingle_sets(rows, spec);
    Pairs pairs;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        for (std::size_t k = i + 1; k < sets.size(); ++k) {
            if (const double alike = similarity(measure, sets[i], sets[k]); alike >= threshold) {
                pairs.emplace_back(i, k, alike);
            }
        }
    }
    return pairs;
}

/// (row of train, row of test, similarity) of all pairs at or above the threshold; by containment the share of the test
/// text's shingles.
inline Pairs leaks(const Rows& train, const Rows& test, ShingleSpec spec, double threshold, Measure measure) {
    const auto sources = shingle_sets(train, spec);
    const auto sets = shingle_sets(test, spec);
    Pairs pairs;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        for (std::size_t k = 0; k < sets.size(); ++k) {
            const double alike = measure == Measure::jaccard ? jaccard(sources[i], sets[k])
                                                             : share(common(sources[i], sets[k]), sets[k].size());
            if (alike >= threshold) {
                pairs.emplace_back(i, k, alike);
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

/// Texts of a small vocabulary, many of them pieces of earlier ones or with such pieces in them.
inline Rows random_excerpts(std::uint32_t seed, std::size_t count, std::size_t words = 40) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::vector<std::vector<std::string>> texts;
    Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<std::string> text;
        for (std::size_t k = below(words); k > 0; --k) {
            text.push_back("w" + std::to_string(below(3 * words)));
        }
        if (!texts.empty() && below(3) > 0) {
            const auto& earlier = texts[below(texts.size())];
            const std::size_t begin = below(earlier.size() + 1);
            const auto piece = earlier.begin() + static_cast<std::ptrdiff_t>(begin);
            if (below(2) > 0) {
                text.clear();
            }
            text.insert(text.end(), piece, piece + static_cast<std::ptrdiff_t>(below(earlier.size() - begin + 1)));
            if (!text.empty() && below(2) > 0) {
                text[below(text.size())] = "changed";
            }
        }
        std::string joined;
        for (const std::string& word : text) {
            joined += word + " ";
        }
        texts.push_back(std::move(text));
        rows.push_back(below(25) == 0 ? std::nullopt : std::optional(joined));
    }
    return rows;
}

}  // namespace twicetold::reference
