#pragma once

#include <string_view>

namespace twicetold {

/// A text file that is compiled into the library (cmake/embed.cmake).
struct EmbeddedFile {
    std::string_view name;  // without folder and ending
    std::string_view text;
};

/// Calls visit(word) for each word of a list: they stand between blanks, and "#" starts a comment that ends with the
/// line.
template <class Visit>
void for_each_listed_word(std::string_view list, Visit&& visit) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    bool comment = false;
    for (std::size_t at = 0; at < list.size(); ++at) {
        const std::size_t begin = at;
        while (at < list.size() && !is_blank(list[at])) {
            ++at;
        }
        const std::string_view word = list.substr(begin, at - begin);
        comment = comment || word.starts_with('#');
        if (!word.empty() && !comment) {
            visit(word);
        }
        comment = comment && !(at < list.size() && list[at] == '\n');
    }
}

}  // namespace twicetold
