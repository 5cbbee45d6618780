#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace twicetold {

/// Stop words of the caller, as hashes of what TermWalk meets: tokens, and in scripts written without spaces pairs of
/// neighbouring characters.
class WordSet {
  public:
    /// Each text is folded and cut into tokens, every one of which is a stop word; of a run of characters in scripts
    /// written without spaces every pair is, or the one character. O(bytes).
    explicit WordSet(std::span<const std::string_view> words);

    [[nodiscard]] bool contains(std::uint64_t hash) const;
    [[nodiscard]] std::size_t size() const { return hashes_.size(); }

  private:
    std::vector<std::uint64_t> hashes_;  // rising
};

}  // namespace twicetold
