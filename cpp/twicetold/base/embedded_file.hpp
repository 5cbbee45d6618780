#pragma once

#include <string_view>

namespace twicetold {

/// A text file that is compiled into the library (cmake/embed.cmake).
struct EmbeddedFile {
    std::string_view name;  // without folder and ending
    std::string_view text;
};

}  // namespace twicetold
