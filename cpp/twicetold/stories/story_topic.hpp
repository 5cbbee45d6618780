#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "twicetold/stories/story_weights.hpp"

namespace twicetold {

/// What a story is about: the sum of its representatives' unit vectors. Reused for many stories, it keeps its memory.
class StoryTopic {
  public:
    /// O(terms log terms). The order of the texts does not matter.
    void assign(std::span<const TitledTerms* const> representatives, const StoryTerms& terms);

    /// The `most` single terms of the largest weight but for numbers, largest first, each as the word (or pair of
    /// characters) that stands for it most often in `representatives`; ties by id, by bytes.
    [[nodiscard]] std::vector<std::string> terms(std::span<const TitledTerms* const> representatives,
                                                 std::size_t most) const;

    /// Which of `members` has the title whose terms have the largest weight, divided by the square root of their
    /// number so that long titles do not win by length; ties: the earlier one. None if no title has a token.
    [[nodiscard]] std::optional<std::size_t> best_title(std::span<const TitledTerms* const> members);

  private:
    struct Weight {
        std::uint64_t id;
        double value;
    };

    [[nodiscard]] double weight_of(std::uint64_t id) const;
    [[nodiscard]] double share_of(const TextTerms& title);

    std::vector<Weight> weights_;  // by rising id
    FeatureReader reader_;
    std::vector<StoryFeature> features_;
    TitledTerms title_alone_;
};

}  // namespace twicetold
