#include "twicetold/dedup/passage_table.hpp"

#include <bit>

#include "twicetold/base/hash.hpp"

namespace twicetold {

namespace {

/// The entry from `first` on whose `member` is `value`.
PassageEntry* find_by(std::string PassageEntry::* member, std::string_view value, PassageEntry* first) {
    while (first != nullptr && first->*member != value) {
        first = first->next;
    }
    return first;
}

}  // namespace

PassageTable::PassageTable(std::span<const std::uint64_t> keys) : slots_(std::bit_ceil(2 * keys.size() + 1)) {
    for (const std::uint64_t key : keys) {
        slots_[slot_of(key)].key = key;
    }
}

std::size_t PassageTable::slot_of(std::uint64_t key) const {
    std::size_t at = avalanche(key) & (slots_.size() - 1);
    while (slots_[at].key != key && slots_[at].key != 0) {
        at = (at + 1) & (slots_.size() - 1);
    }
    return at;
}

std::size_t PassageTable::find(std::uint64_t key) const {
    const std::size_t at = slot_of(key);
    return key != 0 && slots_[at].key == key ? at : none;
}

PassageEntry* PassageTable::entry(std::size_t place, std::string_view passage, PassageForm& form,
                                  std::deque<PassageEntry>& own) {
    std::atomic<PassageEntry*>& head = slots_[place].first;
    PassageEntry* first = head.load(std::memory_order_acquire);
    // Most are the same to the byte.
    if (PassageEntry* found = find_by(&PassageEntry::text, passage, first)) {
        return found;
    }
    const std::string_view formed = form(passage);
    if (PassageEntry* found = find_by(&PassageEntry::form, formed, first)) {
        return found;
    }
    PassageEntry* made = &own.emplace_back(PassageEntry{std::string(formed), std::string(passage), first});
    while (!head.compare_exchange_weak(first, made, std::memory_order_acq_rel, std::memory_order_acquire)) {
        if (PassageEntry* found = find_by(&PassageEntry::form, formed, first)) {
            own.pop_back();
            return found;
        }
        made->next = first;
    }
    return made;
}

}  // namespace twicetold
