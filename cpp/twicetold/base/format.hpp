#pragma once

#include <charconv>
#include <string>

namespace twicetold {

/// A number as error messages show it: the shortest text that reads back as the same number.
[[nodiscard]] inline std::string format(double value) {
    char text[32];
    const auto result = std::to_chars(text, text + sizeof text, value);
    return {text, result.ptr};
}

}  // namespace twicetold
