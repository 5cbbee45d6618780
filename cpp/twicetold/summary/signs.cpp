#include "twicetold/summary/signs.hpp"

#include <algorithm>

#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

constexpr std::size_t prefix_code_points = 5;

/// The marks of METHODS.md section 3, step 1; what Unicode calls Sentence_Terminal adds those of more scripts.
bool is_closing_mark(char32_t c) {
    constexpr std::u32string_view marks = U".!?…。！？｡।॥؟;:；：";
    return marks.find(c) != std::u32string_view::npos || unicode::is(c, unicode::terminal);
}

}  // namespace

std::size_t prefix_size(std::string_view word) {
    if (word.size() <= prefix_code_points) {
        return word.size();
    }
    const std::string_view start = word.substr(0, prefix_code_points);
    if (std::ranges::all_of(start, is_ascii_byte)) {
        return prefix_code_points;
    }
    std::size_t code_points = 0;
    for (std::size_t at = 0; at < word.size(); ++at) {
        if (!is_continuation(word[at]) && ++code_points > prefix_code_points) {
            return at;
        }
    }
    return word.size();
}

bool has_digit(std::string_view token) {
    for (std::size_t at = 0; at < token.size();) {
        if (is_ascii_byte(token[at])) {
            if (token[at] <= '9' && token[at] >= '0') {
                return true;
            }
            ++at;
            continue;
        }
        const Decoded decoded = decode_utf8(token, at);
        if (unicode::is(decoded.code_point, unicode::decimal)) {
            return true;
        }
        at += decoded.size;
    }
    return false;
}

bool ends_with_closing_mark(std::string_view sentence) {
    constexpr std::uint32_t may_follow = unicode::quote | unicode::open | unicode::close | unicode::space;
    for (std::size_t end = sentence.size(); end > 0;) {
        std::size_t begin = end - 1;
        while (begin > 0 && end - begin < 4 && is_continuation(sentence[begin])) {
            --begin;
        }
        const char32_t c = decode_utf8(sentence, begin).code_point;
        if (!unicode::is(c, may_follow)) {
            return is_closing_mark(c);
        }
        end = begin;
    }
    return false;
}

bool is_blank(std::string_view sentence) {
    for (std::size_t at = 0; at < sentence.size();) {
        const Decoded decoded = decode_utf8(sentence, at);
        if (!unicode::is(decoded.code_point, unicode::space)) {
            return false;
        }
        at += decoded.size;
    }
    return true;
}

}  // namespace twicetold
