#include "twicetold/stories/story_input.hpp"

#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

namespace twicetold {

namespace {

void check_count(std::string_view name, std::size_t entries, std::size_t rows) {
    if (entries != rows) {
        throw std::invalid_argument(std::string(name) + " must have one entry a text (" + std::to_string(rows) +
                                    "), got " + std::to_string(entries));
    }
}

void check_duplicates(std::span<const std::uint32_t> duplicate_of) {
    for (std::size_t row = 0; row < duplicate_of.size(); ++row) {
        const std::uint32_t kept = duplicate_of[row];
        if (kept >= duplicate_of.size()) {
            throw std::out_of_range("duplicate_of must name rows below " + std::to_string(duplicate_of.size()) +
                                    ", got " + std::to_string(kept));
        }
        if (duplicate_of[kept] != kept) {
            throw std::invalid_argument("duplicate_of must name rows that are kept, got " + std::to_string(kept) +
                                        " for row " + std::to_string(row));
        }
    }
}

}  // namespace

void check(const StoryInput& input) {
    const std::size_t rows = input.texts.size();
    if (rows > std::numeric_limits<std::uint32_t>::max()) {
        throw std::invalid_argument("data must have at most 4294967295 texts, got " + std::to_string(rows));
    }
    if (input.titles != nullptr) {
        check_count("title", input.titles->size(), rows);
    }
    if (input.languages != nullptr) {
        check_count("language", input.languages->size(), rows);
    }
    if (!input.days.empty()) {
        check_count("time", input.days.size(), rows);
    }
    if (!input.duplicate_of.empty()) {
        check_count("duplicate_of", input.duplicate_of.size(), rows);
        check_duplicates(input.duplicate_of);
    }
}

}  // namespace twicetold
