#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/radix_sort.hpp"

namespace twicetold {

/// Drops items whose key no other item has, so that they need not be sorted: all but at most about one in eight, whose
/// keys begin like another by chance. Items that share a key all stay, in their order.
class RepeatedKeys {
  public:
    /// O(n), for keys that are hashes. Memory: 2 to 4 bytes an item, kept for the next call.
    void keep_in(std::vector<Keyed>& items) {
        const auto bits = static_cast<unsigned>(std::bit_width(8 * items.size() | 64));
        const auto place = [bits](const Keyed& item) { return item.key >> (64 - bits); };
        words_.assign(std::size_t{1} << (bits - 6), {});
        for (const Keyed& item : items) {
            Word& word = words_[place(item) / 64];
            const std::uint64_t bit = std::uint64_t{1} << place(item) % 64;
            word.twice |= word.once & bit;
            word.once |= bit;
        }
        std::size_t count = 0;
        for (const Keyed& item : items) {
            items[count] = item;
            count += words_[place(item) / 64].twice >> place(item) % 64 & 1;
        }
        items.resize(count);
    }

  private:
    struct Word {
        std::uint64_t once = 0;
        std::uint64_t twice = 0;
    };
    std::vector<Word> words_;
};

}  // namespace twicetold
