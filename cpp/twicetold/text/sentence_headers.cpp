#include "twicetold/text/sentence_headers.hpp"

#include <algorithm>

#include "twicetold/text/sentence_dates.hpp"
#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentence_words.hpp"

namespace twicetold {

namespace {

constexpr std::size_t longest_letter_phrase = 40;
constexpr std::size_t longest_link = 400;
constexpr std::size_t longest_date = 12;
constexpr int most_phrase_words = 4;
constexpr std::size_t longest_name = 64;
constexpr int most_name_words = 5;

bool capital_follows(std::string_view text, std::size_t at) {
    const std::size_t next = skip_space(text, at);
    return next != at && glyph_at(text, next).is(unicode::upper | unicode::number | unicode::quote);
}

/// "http://example.org/ It shows …"
std::size_t leading_link(std::string_view text) {
    if (!is_link_start(text)) {
        return 0;
    }
    const std::size_t end = text.substr(0, longest_link).find_first_of(" \n");
    const bool ends = end != std::string_view::npos && text[end - 1] != ',' &&
                      (capital_follows(text, end) || is_link_start(text.substr(end + 1, 8)));
    return ends ? end : 0;
}

/// "--", "***": the same sign again and again; "##" marks a heading, "**" what is bold.
std::size_t leading_rule(std::string_view text) {
    constexpr std::string_view signs = "*=-_~#";
    if (text.size() < 2 || signs.find(text[0]) == std::string_view::npos || text[1] != text[0]) {
        return 0;
    }
    const std::size_t fewest = text[0] == '#' ? 7 : text[0] == '*' ? 3 : 2;
    const std::size_t end = text.find_first_not_of(text[0]);
    return end != std::string_view::npos && end >= fewest && capital_follows(text, end) ? end : 0;
}

/// "Dear Ann," and "With best wishes," before a capital.
std::size_t leading_letter_phrase(std::string_view text) {
    const std::string_view start = text.substr(0, longest_letter_phrase);
    const std::size_t comma = start.find(',');
    if (comma == std::string_view::npos || !capital_follows(text, comma + 1)) {
        return 0;
    }
    const std::string_view phrase = start.substr(0, comma);
    const std::string_view first = phrase.substr(0, phrase.find(' '));
    const std::string_view last = phrase.substr(phrase.rfind(' ') + 1);
    const bool letter = std::count(phrase.begin(), phrase.end(), ' ') < most_phrase_words &&
                        (word_classes(first, salutation) != 0 || word_classes(last, closing) != 0);
    return letter ? comma + 1 : 0;
}

std::size_t leading_date_header(std::string_view text) {
    const LeadingDate date = leading_date(text);
    return date.header && date.size < text.size() && glyph_at(text, date.size).is(unicode::space) ? date.size : 0;
}

}  // namespace

std::size_t leading_header(std::string_view sentence) {
    const bool word = glyph_at(sentence, 0).is(unicode::letter | unicode::number);
    if (const std::size_t size = word ? leading_link(sentence) : leading_rule(sentence)) {
        return size;
    }
    if (const std::size_t size = leading_letter_phrase(sentence)) {
        return size;
    }
    return word ? leading_date_header(sentence) : 0;
}

bool is_bare_name(std::string_view text) {
    if (text.size() > longest_name) {
        return false;
    }
    int words = 0;
    for (std::size_t at = skip_space(text, 0); at < text.size(); ++words) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const bool address = text.substr(at, end - at).find('@') != std::string_view::npos;
        if (!address && !glyph_at(text, at).is(unicode::upper | unicode::quote)) {
            return false;
        }
        at = skip_space(text, end);
    }
    return words >= 1 && words <= most_name_words;
}

std::size_t header_time_end(std::string_view text, std::size_t sentence_begin, std::size_t colon, std::size_t& begin) {
    begin = colon;
    // Back over the hour and a blank to the date.
    for (int blanks = 0; begin > sentence_begin && colon - begin < longest_date + 3; --begin) {
        const char c = text[begin - 1];
        blanks += c == ' ';
        if (blanks > 1 || !(is_ascii_digit(c) || c == ' ' || c == '/' || c == '-')) {
            break;
        }
    }
    const LeadingDate date = leading_date(text.substr(begin));
    const std::size_t end = begin + date.size;
    return date.header && end > colon && capital_follows(text, end) ? end : 0;
}

}  // namespace twicetold
