#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twicetold::fuzz {

/// Stops the fuzzer with the property that does not hold.
inline void require(bool holds, const char* property) {
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", property);
        std::abort();
    }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Cuts the input at 0xFF into rows; a row that is only 0xFE is a missing one.
inline std::vector<std::optional<std::string>> rows_of(std::string_view input) {
    std::vector<std::optional<std::string>> rows(1, std::string());
    for (const char c : input) {
        if (c == '\xFF') {
            rows.emplace_back(std::string());
        } else {
            rows.back()->push_back(c);
        }
    }
    for (auto& row : rows) {
        if (row == "\xFE") {
            row.reset();
        }
    }
    return rows;
}

}  // namespace twicetold::fuzz
