#pragma once

#include <cstddef>
#include <string_view>

#include "twicetold/text/sentence_glyphs.hpp"

namespace twicetold {

/// The mark that starts a list item: "•", "3.", "(b)", "iv)", "II.", "一、", "①". `size` 0: there is none.
struct ListMark {
    std::size_t size = 0;  // bytes, without the blank behind it
    char closing = 0;      // '.', ')' or, of a bullet, 0
    unsigned number = 0;   // what it counts, 0 for nothing
    unsigned letter = 0;   // "b": 2
    unsigned roman = 0;    // "i": 1, besides letter 9

    explicit operator bool() const { return size != 0; }

    /// Whether `next` counts on from this mark.
    [[nodiscard]] bool precedes(const ListMark& next) const {
        const auto follows = [](unsigned a, unsigned b) { return a != 0 && b == a + 1; };
        return closing == next.closing && closing != 0 &&
               (follows(number, next.number) || follows(letter, next.letter) || follows(roman, next.roman));
    }
};

/// "> " or ">> > " before a line of quoted mail.
struct QuotePrefix {
    std::size_t end = 0;   // behind its last ">"
    std::size_t body = 0;  // behind the blanks that follow
    std::size_t depth = 0;
};

/// The prefix that starts at `at`; of depth 0 if none does. O(its size).
[[nodiscard]] inline QuotePrefix quote_prefix_at(std::string_view text, std::size_t at) {
    QuotePrefix prefix{.end = at, .body = at};
    for (; at < text.size() && (text[at] == '>' || text[at] == ' ' || text[at] == '\t'); ++at) {
        if (text[at] == '>') {
            ++prefix.depth;
            prefix.end = at + 1;
        }
    }
    prefix.body = prefix.depth == 0 ? prefix.end : at;
    return prefix;
}

/// list_mark_at for any bytes.
[[nodiscard]] ListMark any_list_mark_at(std::string_view text, std::size_t at);

/// The list mark at byte `at`, which is the start of a line, a sentence or a word. Looks a few bytes ahead; that "The"
/// and "A " are none, as nearly all sentences begin, two bytes show.
[[nodiscard]] inline ListMark list_mark_at(std::string_view text, std::size_t at) {
    const auto may_follow = [](char c) { return c == '.' || c == ')' || c == 'I' || c == 'V' || c == 'X'; };
    const bool word = at + 1 < text.size() && is_ascii_upper(text[at]) && !may_follow(text[at + 1]);
    return word ? ListMark{} : any_list_mark_at(text, at);
}

}  // namespace twicetold
