#pragma once

#include <string_view>

namespace twicetold {

/// A text file that is compiled into the library (cmake/embed.cmake).
struct EmbeddedFile {
    std::string_view name;  // without folder and ending
    std::string_view text;
};

/// Calls visit(word) for each blank-separated word of a list; "#" starts a comment that ends with the line.
template <class Visit>
void for_each_listed_word(std::string_view file, Visit&& visit) {
    bool comment = false;
    for (std::size_t at = 0; at < file.size();) {
        std::size_t end = at;
        while (end < file.size() && file[end] != ' ' && file[end] != '\n') {
            ++end;
        }
        const std::string_view word = file.substr(at, end - at);
        comment = comment || word.starts_with('#');
        if (!word.empty() && !comment) {
            visit(word);
        }
        comment = comment && !(end < file.size() && file[end] == '\n');
        at = end + 1;
    }
}

}  // namespace twicetold
