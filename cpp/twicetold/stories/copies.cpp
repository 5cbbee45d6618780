#include "twicetold/stories/copies.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "twicetold/dedup/duplicates.hpp"
#include "twicetold/stories/content_rank.hpp"

namespace twicetold {

namespace {

// Crowds of texts that are nearly near-duplicates (a template) would else cost the square of their number; beyond this
// they are compared by representatives, which is all that folding needs.
constexpr std::size_t pairs_a_text = 20;
constexpr std::size_t fewest_pairs = 100'000;

/// Ranks by most shingles, then by content.
std::vector<std::uint32_t> longest_first(const std::vector<std::uint32_t>& shingles,
                                         const std::vector<std::uint32_t>& content) {
    std::vector<std::uint32_t> order(content.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return shingles[a] != shingles[b] ? shingles[a] > shingles[b] : content[a] < content[b];
    });
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) {
        rank[order[place]] = place;
    }
    return rank;
}

}  // namespace

Representatives fold_copies(const StoryInput& input, const Control& control) {
    const auto content = content_rank(input, control);
    DuplicateOptions options;
    options.join.max_pairs = std::clamp(pairs_a_text * input.texts.size(), fewest_pairs, options.join.max_pairs);
    const Duplicates found = find_duplicates(input.texts, options, content, control);
    return representatives(found.node_pairs, longest_first(found.shingle_counts, content), found.node_of);
}

}  // namespace twicetold
