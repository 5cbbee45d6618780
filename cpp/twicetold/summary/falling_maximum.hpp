#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace twicetold {

/// Numbers that only fall, and where the largest of them stands. A tree of maxima, 16 to a node, that are looked at
/// again only on the way to the largest: so lowering a number is an assignment, and most nodes may be out of date, with
/// a maximum that is too large.
class FallingMaximum {
  public:
    /// What was removed.
    static constexpr double nothing = -std::numeric_limits<double>::infinity();

    explicit FallingMaximum(std::vector<double> numbers) {
        levels_.push_back(std::move(numbers));
        do {
            const std::vector<double>& below = levels_.back();
            std::vector<double> above((below.size() + fan_out - 1) / fan_out, nothing);
            for (std::size_t i = 0; i < below.size(); ++i) {
                above[i / fan_out] = std::max(above[i / fan_out], below[i]);
            }
            levels_.push_back(std::move(above));
        } while (levels_.back().size() > 1);
    }

    /// `to` must not be larger than what stands at i.
    void lower(std::size_t i, double to) { levels_.front()[i] = to; }
    void remove(std::size_t i) { lower(i, nothing); }

    [[nodiscard]] const std::vector<double>& numbers() const { return levels_.front(); }

    /// The first place of the largest number; numbers().size() if there are none or all were removed. O(log n), and 16
    /// for each node on the way that is out of date.
    [[nodiscard]] std::size_t where() {
        if (numbers().empty()) {
            return 0;
        }
        const std::size_t place = settle(levels_.size() - 1, 0);
        return levels_.back().front() == nothing ? numbers().size() : place;
    }

  private:
    static constexpr std::size_t fan_out = 16;

    /// Brings the maximum of a node up to date; returns its first place among the numbers.
    std::size_t settle(std::size_t level, std::size_t node) {
        const std::vector<double>& below = levels_[level - 1];
        const std::size_t end = std::min((node + 1) * fan_out, below.size());
        while (true) {
            std::size_t child = node * fan_out;
            double largest = below[child];
            for (std::size_t i = child + 1; i < end; ++i) {
                if (below[i] > largest) {
                    largest = below[i];
                    child = i;
                }
            }
            const std::size_t place = level == 1 ? child : settle(level - 1, child);
            if (below[child] == largest) {
                levels_[level][node] = largest;
                return place;
            }
        }
    }

    std::vector<std::vector<double>> levels_;  // the numbers, then the maxima of each 16 of the level before
};

}  // namespace twicetold
