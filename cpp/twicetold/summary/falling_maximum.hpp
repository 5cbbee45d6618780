#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace twicetold {

/// Numbers that only fall, and where the largest of them stands. A tree of maxima, 16 to a node: what falls is noted in
/// its node only if it was the largest there, so that most changes cost O(1), the others O(log n).
class FallingMaximum {
  public:
    static constexpr double nothing = -std::numeric_limits<double>::infinity();

    explicit FallingMaximum(std::vector<double> numbers) {
        levels_.push_back(std::move(numbers));
        while (levels_.back().size() > 1) {
            std::vector<double> above((levels_.back().size() + fan_out - 1) / fan_out);
            for (std::size_t node = 0; node < above.size(); ++node) {
                above[node] = largest_below(levels_.back(), node);
            }
            levels_.push_back(std::move(above));
        }
    }

    [[nodiscard]] double operator[](std::size_t i) const { return levels_.front()[i]; }

    /// `nothing` if there are no numbers or all were removed.
    [[nodiscard]] double largest() const { return levels_.back().empty() ? nothing : levels_.back().front(); }

    /// The first place of the largest number, of which there is one.
    [[nodiscard]] std::size_t where() const {
        std::size_t place = 0;
        for (std::size_t level = levels_.size() - 1; level > 0; --level) {
            const std::vector<double>& below = levels_[level - 1];
            const double wanted = levels_[level][place];
            place *= fan_out;
            while (below[place] != wanted) {
                ++place;
            }
        }
        return place;
    }

    /// `to` must not be larger than what stands at i.
    void lower(std::size_t i, double to) {
        double before = std::exchange(levels_.front()[i], to);
        for (std::size_t level = 1; level < levels_.size(); ++level) {
            i /= fan_out;
            if (before < levels_[level][i]) {
                return;
            }
            before = std::exchange(levels_[level][i], largest_below(levels_[level - 1], i));
        }
    }

    void remove(std::size_t i) { lower(i, nothing); }

  private:
    static constexpr std::size_t fan_out = 16;

    static double largest_below(const std::vector<double>& level, std::size_t node) {
        const std::size_t begin = node * fan_out;
        const std::size_t end = std::min(begin + fan_out, level.size());
        double largest = level[begin];
        for (std::size_t i = begin + 1; i < end; ++i) {
            largest = std::max(largest, level[i]);
        }
        return largest;
    }

    std::vector<std::vector<double>> levels_;  // the numbers, then the maxima of each 16 of the level before
};

}  // namespace twicetold
