#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace twicetold {

/// Which symbols runs cover. What is covered is passed in ever longer steps (path halving): a call costs the symbols
/// that it covers anew, and little more.
class Cover {
  public:
    explicit Cover(std::size_t symbols) : free_(symbols + 1) {
        std::iota(free_.begin(), free_.end(), std::uint32_t{0});
    }

    [[nodiscard]] bool covers(std::uint32_t begin, std::uint32_t size) { return first_free(begin) >= begin + size; }

    void add(std::uint32_t begin, std::uint32_t size) {
        for (std::uint32_t at = first_free(begin); at < begin + size; at = first_free(at)) {
            free_[at] = at + 1;
        }
    }

  private:
    std::uint32_t first_free(std::uint32_t at) {
        while (free_[at] != at) {
            free_[at] = free_[free_[at]];
            at = free_[at];
        }
        return at;
    }

    std::vector<std::uint32_t> free_;  // the place itself if no run covers it, else a later one
};

}  // namespace twicetold
