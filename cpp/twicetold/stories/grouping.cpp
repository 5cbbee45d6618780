#include "twicetold/stories/grouping.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "twicetold/base/format.hpp"
#include "twicetold/stories/average_link.hpp"
#include "twicetold/stories/content_rank.hpp"
#include "twicetold/stories/story_candidates.hpp"

namespace twicetold {

namespace {

constexpr double running = 0.09;
constexpr double event = 0.16;

[[nodiscard]] std::uint32_t kept_for(const StoryInput& input, std::uint32_t row) {
    return input.duplicate_of.empty() ? row : input.duplicate_of[row];
}

/// The kept rows that have a token, by rank: their positions here are the ids of step 4.
[[nodiscard]] std::vector<std::uint32_t> rows_to_group(const StoryInput& input, const ContentOrder& order) {
    std::vector<std::uint32_t> by_rank(order.rank.size());
    for (std::uint32_t row = 0; row < by_rank.size(); ++row) {
        by_rank[order.rank[row]] = row;
    }
    std::erase_if(by_rank, [&](std::uint32_t row) { return order.empty[row] != 0 || kept_for(input, row) != row; });
    return by_rank;
}

[[nodiscard]] std::vector<std::uint32_t> language_numbers(const TextSource* labels,
                                                          std::span<const std::uint32_t> rows) {
    std::vector<std::uint32_t> numbers;
    if (labels == nullptr) {
        return numbers;
    }
    std::unordered_map<std::string, std::uint32_t> known{{"", unknown_language}};
    std::string buffer;
    for (const std::uint32_t row : rows) {
        const auto next = static_cast<std::uint32_t>(known.size());
        numbers.push_back(known.try_emplace(std::string(labels->text(row, buffer)), next).first->second);
    }
    return numbers;
}

[[nodiscard]] std::vector<double> days_of(std::span<const double> days, std::span<const std::uint32_t> rows) {
    std::vector<double> own;
    if (!days.empty()) {
        std::transform(rows.begin(), rows.end(), std::back_inserter(own), [&](std::uint32_t row) { return days[row]; });
    }
    return own;
}

/// Labels each row by the smallest of its story.
[[nodiscard]] std::vector<std::uint32_t> label_rows(const StoryInput& input, std::span<const std::uint32_t> rows,
                                                    std::span<const std::uint32_t> group) {
    std::vector<std::uint32_t> group_of_row(input.texts.size(), no_story);
    for (std::size_t k = 0; k < rows.size(); ++k) {
        group_of_row[rows[k]] = group[k];
    }
    std::vector<std::uint32_t> smallest(rows.size(), no_story);
    std::vector<std::uint32_t> story(input.texts.size(), no_story);
    for (std::uint32_t row = 0; row < story.size(); ++row) {
        if (const std::uint32_t own = group_of_row[kept_for(input, row)]; own != no_story) {
            smallest[own] = std::min(smallest[own], row);
            story[row] = smallest[own];
        }
    }
    return story;
}

/// The mean similarity of the pairs of each group, by group.
[[nodiscard]] std::vector<double> mean_similarities(std::span<const std::uint32_t> group,
                                                    std::span<const SimilarityEdge> edges) {
    std::vector<std::int64_t> sum(group.size());
    std::vector<std::size_t> size(group.size());
    for (const SimilarityEdge& edge : edges) {
        if (group[edge.left] == group[edge.right]) {
            sum[group[edge.left]] += edge.similarity;
        }
    }
    for (const std::uint32_t own : group) {
        ++size[own];
    }
    std::vector<double> mean(group.size(), 1);
    for (std::size_t k = 0; k < mean.size(); ++k) {
        if (size[k] > 1) {
            const double pairs = static_cast<double>(size[k]) * static_cast<double>(size[k] - 1) / 2;
            mean[k] = static_cast<double>(sum[k]) / similarity_one / pairs;
        }
    }
    return mean;
}

/// Of the story of each row; 0 for rows in none.
[[nodiscard]] std::vector<double> spread_to_rows(const StoryInput& input, std::span<const std::uint32_t> rows,
                                                 std::span<const std::uint32_t> group, std::span<const double> mean) {
    std::vector<double> own(input.texts.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        own[rows[k]] = mean[group[k]];
    }
    for (std::uint32_t row = 0; row < own.size(); ++row) {
        own[row] = own[kept_for(input, row)];
    }
    return own;
}

}  // namespace

StoryThreshold::StoryThreshold(double value) : value_(value) {
    if (!(value > 0 && value <= 1)) {
        throw std::invalid_argument("threshold must be in (0, 1], got " + format(value));
    }
}

StoryThreshold::StoryThreshold(std::string_view name) {
    if (name == "running") {
        value_ = running;
    } else if (name == "event") {
        value_ = event;
    } else if (name != "auto") {
        throw std::invalid_argument("threshold must be \"auto\", \"running\", \"event\" or a number in (0, 1], got \"" +
                                    std::string(name) + "\"");
    }
}

double StoryThreshold::at(std::size_t n) const {
    return value_ > 0 ? value_ : 0.10 + 0.04 * 10 / (10 + static_cast<double>(n));  // step 5: t(n)
}

Grouping group_stories(const StoryInput& input, const StoryThreshold& threshold, const Control& control) {
    ContentOrder order = content_order(input, control);
    const std::vector<std::uint32_t> rows = rows_to_group(input, order);
    const std::vector<std::uint32_t> languages = language_numbers(input.languages, rows);
    const std::vector<double> days = days_of(input.days, rows);
    StoryVectors vectors = story_vectors(input.texts, input.titles, rows, control);  // steps 1 and 2
    Grouping grouping;
    grouping.rank = std::move(order.rank);
    grouping.threshold = threshold.at(rows.size());
    const std::vector<SimilarityEdge> edges =
        story_candidates(vectors, grouping.threshold, {days, languages}, control);  // steps 3 and 6
    grouping.terms = std::move(vectors.terms);
    vectors = {};
    std::vector<std::uint32_t> group;
    parallel_chunks(control, "groups", {{0, rows.size()}}, [&](Chunk, std::size_t) {
        group = average_link(rows.size(), edges, grouping.threshold);  // step 4
    });
    grouping.story = label_rows(input, rows, group);
    grouping.similarity = spread_to_rows(input, rows, group, mean_similarities(group, edges));
    return grouping;
}

}  // namespace twicetold
