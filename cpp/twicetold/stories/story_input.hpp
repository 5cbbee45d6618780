#pragma once

#include <cstdint>
#include <span>

#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// n texts to group and what is known of them. Spans and sources are empty or null if not given, else of n entries.
struct StoryInput {
    const TextSource& texts;
    const TextSource* titles = nullptr;
    const TextSource* languages = nullptr;          // labels, byte by byte; missing or "": not known
    std::span<const double> days{};                 // when each text appeared, in days; NaN: not known
    std::span<const std::uint32_t> duplicate_of{};  // row of the kept text that stands for each, itself if kept
};

/// Throws std::invalid_argument if a column has not n entries, if duplicate_of names a row that is dropped itself, or
/// if there are more than 2^32-1 texts; std::out_of_range if it names a row beyond n. O(n).
void check(const StoryInput& input);

}  // namespace twicetold
