#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/stories/story_input.hpp"
#include "twicetold/stories/story_weights.hpp"

namespace twicetold {

/// From which average similarity texts tell one story (METHODS.md section 5, step 5).
class StoryThreshold {
  public:
    /// .10 + .04·10/(10+n) for n texts ("auto").
    StoryThreshold() = default;
    /// Throws std::invalid_argument unless `value` is in (0, 1].
    explicit StoryThreshold(double value);
    /// "auto", "running" (.09: stories that go on for weeks) or "event" (.16: single events). Throws
    /// std::invalid_argument for other names.
    explicit StoryThreshold(std::string_view name);

    [[nodiscard]] double at(std::size_t n) const;

  private:
    double value_ = 0;  // 0: auto
};

/// The story of a row that is in none.
constexpr std::uint32_t no_story = 0xFFFFFFFF;

struct Grouping {
    std::vector<std::uint32_t> story;  // of each row: the smallest row of its story, or no_story
    std::vector<double> similarity;    // of each row's story: the mean over its pairs of kept texts; 1 for one text
    std::vector<std::uint32_t> rank;   // of each row (content_rank.hpp)
    double threshold = 0;              // the average similarity from which groups were joined
    StoryTerms terms;                  // what features are worth among the kept texts
};

/// Groups texts that tell the same event (METHODS.md section 5, steps 1 to 6).
///
/// Kept texts are grouped; dropped ones join the story of the text that stands for them. Copies should be folded so:
/// terms of more than 100 texts bring no two together, so 101 equal texts that are all kept stay apart.
/// A text without any token in itself and its title is in no story and does not count; one without a title begins with
/// its first sentence instead.
/// Pairs that were not compared, or lie below half of the threshold, count as 0 in its mean similarity.
/// A text whose language is not known is compared with those of any.
/// Neither the order of rows matters nor the number of threads.
///
/// Throws what check(input) throws. No texts: no labels.
/// About O(bytes + n·(candidates of a text)): see story_weights.hpp, story_candidates.hpp, average_link.hpp.
[[nodiscard]] Grouping group_stories(const StoryInput& input, const StoryThreshold& threshold = {},
                                     const Control& control = {});

}  // namespace twicetold
