#include "twicetold/text/entity_digits.hpp"

#include "twicetold/text/entity_reader.hpp"

namespace twicetold {

namespace {

constexpr char32_t arabic_decimal = U'\u066B';
constexpr char32_t arabic_thousands = U'\u066C';

bool may_be_decimal(char32_t sign) {
    return sign == U'.' || sign == U',' || sign == arabic_decimal;
}

/// Signs that join nothing but groups of three digits.
bool only_groups(char32_t sign) {
    return sign == U'\'' || sign == U'\u2019' || sign == U'\u00A0' || sign == U'\u202F' || sign == U'\u2009';
}

bool joins_digits(char32_t sign) {
    return may_be_decimal(sign) || sign == arabic_thousands || only_groups(sign);
}

/// Wide signs are as their narrow twins, but only between wide digits: elsewhere they part clauses, "在2030，2031".
char32_t sign_between(const Glyph& sign, const Glyph& digit) {
    const bool wide_digit = digit.code_point >= U'\uFF10' && digit.code_point <= U'\uFF19';
    if (wide_digit && (sign == U'\uFF0C' || sign == U'\uFF0E')) {
        return sign == U'\uFF0C' ? U',' : U'.';
    }
    return sign.code_point;
}

DigitGroup digits_at(std::string_view text, std::size_t at, char32_t sign) {
    DigitGroup group{at, at, 0, sign};
    for (Glyph glyph = glyph_at(text, at); glyph.is(unicode::decimal); glyph = glyph_at(text, group.end)) {
        group.end += glyph.size;
        ++group.digits;
    }
    return group;
}

/// Whether groups joined by one sign are thousands, "1,234,567", or Indian, "12,34,567".
bool are_thousands(std::span<const DigitGroup> groups) {
    const std::size_t middle = groups.size() > 2 ? groups[1].digits : 3;
    const bool indian = middle == 2 && groups[1].sign == U',';
    bool alike = groups.front().digits <= (indian ? 2 : 3) && groups.back().digits == 3 && (middle == 3 || indian);
    for (std::size_t k = 1; k < groups.size(); ++k) {
        alike = alike && groups[k].sign == groups[1].sign;
        alike = alike && (k + 1 == groups.size() || groups[k].digits == middle);
    }
    return alike;
}

bool has_three_digits(std::string_view text, std::size_t at) {
    std::size_t digits = 0;
    for (Glyph glyph = glyph_at(text, at); glyph.is(unicode::decimal) && digits < 4; glyph = glyph_at(text, at)) {
        at += glyph.size;
        ++digits;
    }
    return digits == 3;
}

}  // namespace

void read_digit_groups(std::string_view text, std::size_t at, std::vector<DigitGroup>& groups) {
    groups.assign(1, digits_at(text, at, 0));
    for (;;) {
        const DigitGroup last = groups.back();
        const Glyph mark = glyph_at(text, last.end);
        const std::size_t next = last.end + mark.size;
        const Glyph digit = glyph_at(text, next);
        const char32_t sign = sign_between(mark, digit);
        const bool joins = mark.size != 0 && joins_digits(sign) && digit.is(unicode::decimal);
        if (!joins || (only_groups(sign) && (last.digits > 3 || !has_three_digits(text, next)))) {
            return;
        }
        groups.push_back(digits_at(text, next, sign));
    }
}

bool are_one_number(std::span<const DigitGroup> groups) {
    bool only_dots = true;
    for (const DigitGroup& group : groups.subspan(1)) {
        only_dots = only_dots && group.sign == U'.';
    }
    if (only_dots) {
        return true;
    }
    const char32_t last = groups.back().sign;
    const bool has_decimals = may_be_decimal(last) && (groups.size() == 2 || last != groups[1].sign);
    const auto whole = has_decimals ? groups.first(groups.size() - 1) : groups;
    return whole.size() == 1 || are_thousands(whole);
}

}  // namespace twicetold
