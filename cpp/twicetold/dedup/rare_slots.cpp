#include "twicetold/dedup/rare_slots.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "twicetold/dedup/sketch.hpp"

namespace twicetold {

namespace {

/// Slots that are read at once: a sketch is far from the processor, and this many are a line of its cache.
constexpr std::size_t columns = 16;
constexpr std::size_t no_column = ~std::size_t{0};

}  // namespace

RareSlots::RareSlots(const Sketches& sketches, std::size_t fewest)
    : sketches_(sketches),
      slots_(sketches.slots),
      words_(sketches.slots / 64),
      fewest_(std::max<std::size_t>(fewest, 1)) {}

void RareSlots::read(std::span<const Keyed> bucket) {
    bucket_ = bucket;
    first_column_ = no_column;
    levels_.resize(bucket.size() * slots_);
    for (std::size_t slot = 0; slot < slots_; ++slot) {
        for_each_run(slot, false, [&](std::span<const Keyed> run) {
            const auto level = static_cast<std::uint8_t>(std::bit_width(run.size()));
            for (const Keyed& member : run) {
                levels_[member.item * slots_ + slot] = level;
            }
        });
    }
    rare_.assign(bucket.size() * words_, 0);
    for (std::size_t member = 0; member < bucket.size(); ++member) {
        choose_rare(member);
    }
    cost_ = 0;
    for (std::size_t slot = 0; slot < slots_; ++slot) {
        for_each_run(slot, true, [&](std::span<const Keyed> run) { cost_ += run.size() * (run.size() - 1) / 2; });
    }
}

/// The slots of the lowest levels, the first among equals: an order of all values of the bucket, as it has one level
/// for each value of a slot, and a sketch has one value in each slot.
void RareSlots::choose_rare(std::size_t member) {
    const std::uint8_t* levels = levels_.data() + member * slots_;
    std::array<std::size_t, 34> counts{};
    for (std::size_t slot = 0; slot < slots_; ++slot) {
        ++counts[levels[slot]];
    }
    std::size_t last_level = 0;
    std::size_t left = slots_ - fewest_ + 1;
    while (counts[last_level] < left) {
        left -= counts[last_level++];
    }
    for (std::size_t slot = 0; slot < slots_; ++slot) {
        const bool last = levels[slot] == last_level && left > 0;
        left -= last ? 1 : 0;
        rare_[member * words_ + slot / 64] |= std::uint64_t{levels[slot] < last_level || last} << slot % 64;
    }
}

void RareSlots::load_columns(std::size_t first) {
    first_column_ = first;
    columns_.resize(columns * bucket_.size());
    for (std::size_t member = 0; member < bucket_.size(); ++member) {
        const std::uint32_t* values = sketch_of(member) + first;
        for (std::size_t column = 0; column < columns; ++column) {
            columns_[column * bucket_.size() + member] = values[column];
        }
    }
}

void RareSlots::sort_by_value(std::size_t slot, bool only_shared) {
    sorted_.clear();
    if (slot / columns * columns != first_column_) {
        load_columns(slot / columns * columns);
    }
    const std::uint32_t* values = columns_.data() + (slot - first_column_) * bucket_.size();
    for (std::size_t member = 0; member < bucket_.size(); ++member) {
        if (!only_shared || may_be_shared(member, slot)) {
            // The low bits of a value are the random ones, and those that sort_by_key sorts by are the high ones.
            sorted_.push_back({values[member] * 0x9e3779b97f4a7c15u, static_cast<std::uint32_t>(member)});
        }
    }
    sort_by_key(sorted_, scratch_);
}

bool RareSlots::is_new_pair(std::size_t a, std::size_t b, std::size_t slot) const {
    if (equal_slots(sketch_of(a), sketch_of(b), slots_) < fewest_) {
        return false;
    }
    for (std::size_t word = 0; word <= slot / 64; ++word) {
        std::uint64_t both = rare_[a * words_ + word] & rare_[b * words_ + word];
        both &= word == slot / 64 ? (std::uint64_t{1} << slot % 64) - 1 : ~std::uint64_t{0};
        for (; both != 0; both &= both - 1) {
            const auto earlier = word * 64 + static_cast<std::size_t>(std::countr_zero(both));
            if (sketch_of(a)[earlier] == sketch_of(b)[earlier]) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace twicetold
