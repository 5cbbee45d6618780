#include "twicetold/text/sentence_lists.hpp"

#include "twicetold/text/sentence_glyphs.hpp"

namespace twicetold {

namespace {

/// Bullets that need no blank behind them, and dashes and signs that do.
constexpr std::u32string_view bullets = U"•‣⁃∙◦●○■□▪▫►▶➢➤✓✔✗❖";
constexpr std::u32string_view bullets_before_blank = U"·–—";  // and "*", "-", "+"
constexpr std::size_t longest_number = 3;
constexpr std::size_t longest_roman = 5;

constexpr std::u32string_view han_digits = U"一二三四五六七八九十";
constexpr char32_t first_cyrillic = U'А';  // 32 capitals, then their small letters

bool is_ascii_digit_sign(const Glyph& glyph) {
    return glyph.code_point >= U'0' && glyph.code_point <= U'9';
}

/// "①", "⑴", "⒈", "❶" and their like.
bool is_circled_number(const Glyph& glyph) {
    return (glyph.code_point >= 0x2460 && glyph.code_point <= 0x249B) ||
           (glyph.code_point >= 0x2776 && glyph.code_point <= 0x2793);
}

bool holds(std::u32string_view set, const Glyph& glyph) {
    return glyph.size != 0 && set.find(glyph.code_point) != std::u32string_view::npos;
}

unsigned roman_digit(char c) {
    switch (c | 0x20) {
        case 'i': return 1;
        case 'v': return 5;
        case 'x': return 10;
        default: return 0;
    }
}

/// 0 if `letters` are no small Roman number.
unsigned roman_of(std::string_view letters) {
    unsigned value = 0;
    for (std::size_t k = 0; k < letters.size(); ++k) {
        const unsigned digit = roman_digit(letters[k]);
        const unsigned next = k + 1 < letters.size() ? roman_digit(letters[k + 1]) : 0;
        if (digit == 0) {
            return 0;
        }
        value = digit < next ? value - digit : value + digit;
    }
    return value;
}

bool is_roman_capital(char c) {
    return c == 'I' || c == 'V' || c == 'X';
}

template <class Is>
std::string_view run_of(std::string_view text, std::size_t at, std::size_t longest, Is is) {
    std::size_t end = at;
    while (end < text.size() && end - at <= longest && is(text[end])) {
        ++end;
    }
    return end - at <= longest ? text.substr(at, end - at) : std::string_view();
}

/// What may count: digits, small letters, one capital or a Roman number of at least two.
std::string_view value_at(std::string_view text, std::size_t at) {
    const std::string_view digits = run_of(text, at, longest_number, is_ascii_digit);
    if (!digits.empty()) {
        return digits;
    }
    const std::string_view roman = run_of(text, at, longest_roman, is_roman_capital);
    if (roman.size() > 1) {
        return roman;
    }
    const bool capital = at < text.size() && is_ascii_upper(text[at]);
    return capital ? text.substr(at, 1) : run_of(text, at, longest_roman, is_ascii_lower);
}

void read_value(std::string_view value, ListMark& mark) {
    if (is_ascii_digit(value[0])) {
        for (const char c : value) {
            mark.number = mark.number * 10 + static_cast<unsigned>(c - '0');
        }
        return;
    }
    mark.roman = roman_of(value);
    mark.letter = value.size() == 1 ? static_cast<unsigned>((value[0] | 0x20) - 'a') + 1 : 0;
}

ListMark ascii_bullet_at(std::string_view text, std::size_t at) {
    const bool bullet = text[at] == '*' || text[at] == '-' || text[at] == '+';
    return bullet && glyph_at(text, at + 1).is(unicode::space) ? ListMark{.size = 1} : ListMark{};
}

/// A sign; letters are none.
ListMark bullet_at(std::string_view text, std::size_t at, const Glyph& glyph) {
    const bool bullet = holds(bullets_before_blank, glyph) ? glyph_at(text, at + glyph.size).is(unicode::space)
                                                           : holds(bullets, glyph) || is_circled_number(glyph);
    return bullet ? ListMark{.size = glyph.size} : ListMark{};
}

/// "一、" and "十二、", but not the first of "一、二、三等".
ListMark han_number_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    Glyph glyph = glyph_at(text, at);
    for (std::size_t k = 0; k < longest_number && (holds(han_digits, glyph) || is_ascii_digit_sign(glyph)); ++k) {
        end += glyph.size;
        glyph = glyph_at(text, end);
    }
    const Glyph behind = glyph_at(text, end + glyph.size);
    const bool counts =
        end > at && glyph == U'、' && behind.size != 0 && !holds(han_digits, behind) && !behind.is(unicode::number);
    return counts ? ListMark{.size = end + glyph.size - at} : ListMark{};
}

/// "А)": a letter of another script.
ListMark bracketed_letter_at(std::string_view text, std::size_t at, const Glyph& letter) {
    const std::size_t end = at + letter.size;
    if (end >= text.size() || text[end] != ')' || !glyph_at(text, end + 1).is(unicode::space)) {
        return {};
    }
    ListMark mark{.size = letter.size + 1, .closing = ')'};
    if (letter.code_point >= first_cyrillic && letter.code_point < first_cyrillic + 64) {
        mark.letter = (letter.code_point - first_cyrillic) % 32 + 1;
    }
    return mark;
}

ListMark mark_beyond_ascii_at(std::string_view text, std::size_t at) {
    const Glyph glyph = glyph_at(text, at);
    if (!glyph.is(unicode::letter)) {
        return bullet_at(text, at, glyph);
    }
    const ListMark mark = glyph.is(unicode::han_kana) ? han_number_at(text, at) : ListMark{};
    return mark ? mark : bracketed_letter_at(text, at, glyph);
}

}  // namespace

ListMark any_list_mark_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) {
        return {};
    }
    const char first = text[at];
    const bool opened = first == '(';
    if (!opened && !is_ascii_letter(first) && !is_ascii_digit(first)) {
        return static_cast<unsigned char>(first) < 0x80 ? ascii_bullet_at(text, at) : mark_beyond_ascii_at(text, at);
    }
    const std::string_view value = value_at(text, at + (opened ? 1 : 0));
    if (value.empty()) {
        return {};
    }
    std::size_t end = at + (opened ? 1 : 0) + value.size();
    if (end < text.size() && text[end] == "、"[0] && text.substr(end).starts_with("、")) {
        return han_number_at(text, at);
    }
    const bool dot = end < text.size() && text[end] == '.';
    end += dot ? 1 : 0;
    const bool bracket = end < text.size() && text[end] == ')';
    end += bracket ? 1 : 0;
    // "A. Smith" is an initial; "(a." opens nothing that closes; "(713) 555-0100" is a telephone number.
    const bool needs_bracket = opened || (is_ascii_upper(value[0]) && value.size() == 1);
    if ((!dot && !bracket) || (needs_bracket && !bracket) || (opened && value.size() > 2 && is_ascii_digit(value[0])) ||
        !glyph_at(text, end).is(unicode::space)) {
        return {};
    }
    ListMark mark{.size = end - at, .closing = bracket ? ')' : '.'};
    read_value(value, mark);
    return mark.number != 0 || mark.letter != 0 || mark.roman != 0 ? mark : ListMark{};
}

}  // namespace twicetold
