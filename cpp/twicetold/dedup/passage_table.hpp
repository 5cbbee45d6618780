#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/text/passages.hpp"

namespace twicetold {

/// All passages of one form.
struct PassageEntry {
    std::string form;
    std::string text;              // of the passage that made the entry
    PassageEntry* next = nullptr;  // another form with the same key
    std::uint32_t number = 0;      // for the caller
};

/// Entries by key, for a set of keys that is known from the start. Any number of threads may look up and add.
class PassageTable {
  public:
    explicit PassageTable(std::span<const std::uint64_t> keys);

    static constexpr std::size_t none = ~std::size_t{0};

    /// Where entries of `key` are kept; `none` if it is not among the keys. 0 is no key.
    [[nodiscard]] std::size_t find(std::uint64_t key) const;

    /// The entry at `place` of the passage, which `form` puts into its form. Made, if there is none, in `own`, which
    /// only the calling thread uses and which must outlive the table.
    [[nodiscard]] PassageEntry* entry(std::size_t place, std::string_view passage, PassageForm& form,
                                      std::deque<PassageEntry>& own);

  private:
    struct Slot {
        std::uint64_t key = 0;  // 0: free
        std::atomic<PassageEntry*> first = nullptr;
    };

    /// The slot that holds `key`, or the free one where it would stand.
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const;

    std::vector<Slot> slots_;  // open addressing
};

}  // namespace twicetold
