#include "twicetold/text/sentence_stops.hpp"

#include <algorithm>

#include "twicetold/text/sentence_dates.hpp"
#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentence_words.hpp"

namespace twicetold {

namespace {

using Kind = Ahead::Kind;

/// A syllable, which is a word more often than an initial.
bool is_hangul(char32_t c) {
    return c >= 0xAC00 && c <= 0xD7A3;
}

bool is_indic(char32_t c) {
    return c >= 0x900 && c < 0xE00;
}

bool is_thai_consonant(char32_t c) {
    return c >= 0xE01 && c <= 0xE2E;
}

/// The signs of short vowels in Devanagari, Tamil, Telugu, Kannada and Malayalam: words of one syllable have long ones.
bool is_short_vowel_sign(char32_t c) {
    constexpr std::u32string_view signs =
        U"\u093F\u0941\u0BBF\u0BC1\u0BC6\u0BCA\u0C3F\u0C41\u0C46\u0C4A"
        U"\u0CBF\u0CC1\u0CC6\u0CCA\u0D3F\u0D41\u0D46\u0D4A";
    return signs.find(c) != std::u32string_view::npos;
}

/// The token before a full stop: what it is made of.
struct Token {
    std::string_view text;
    std::uint32_t classes = 0;
    unsigned letters = 0;
    unsigned small = 0;
    unsigned capitals = 0;
    unsigned digits = 0;
    unsigned others = 0;  // signs; not inner full stops
    unsigned inner_stops = 0;
    unsigned thai_consonants = 0;
    unsigned marks = 0;
    bool capital_first = false;
    char32_t last_letter = 0;
    char32_t last_mark = 0;

    [[nodiscard]] bool is(std::uint32_t any_of) const { return (classes & any_of) != 0; }
    [[nodiscard]] bool is_number() const { return digits != 0 && letters == 0 && others == 0; }
    [[nodiscard]] bool is_initial() const {
        return letters == 1 && digits == 0 && others == 0 && inner_stops == 0 && !is_hangul(last_letter) &&
               !is_indic_syllable();
    }
    /// "กทม", "ผบ.ตร": Thai words have vowel signs, and their sentences no full stops.
    [[nodiscard]] bool is_thai_abbreviation() const {
        return thai_consonants != 0 && thai_consonants == letters && letters <= 4 * (inner_stops + 1) && marks == 0 &&
               digits == 0 && others == 0;
    }
    /// A letter with a vowel sign is a word: the commonest ends of Indic sentences are such; and so is "छ" in Nepali.
    [[nodiscard]] bool is_indic_syllable() const {
        const bool word = last_letter == U'\u091B' || (marks != 0 && !(marks == 1 && is_short_vowel_sign(last_mark)));
        return is_indic(last_letter) && word;
    }
    [[nodiscard]] bool is_shouted() const { return letters >= 3 && inner_stops == 0 && capitals == letters; }
    [[nodiscard]] bool is_acronym() const {
        return inner_stops != 0 && letters <= 2 * (inner_stops + 1) && digits == 0;
    }
};

bool is_shouted(std::string_view word) {
    return word.size() >= 2 && std::all_of(word.begin(), word.end(), is_ascii_upper);
}

/// "XX", but not "I", "V" and "X", which are words and initials.
bool is_roman_number(std::string_view word) {
    return word.size() >= 2 && word.find_first_not_of("IVX") == std::string_view::npos;
}

/// The part behind the last sign that joins words: of "l'art." and "vice-pres." the list has the last part.
std::string_view last_part(std::string_view token) {
    const std::size_t sign = token.find_last_of("'-/,");
    return sign == std::string_view::npos ? token : token.substr(sign + 1);
}

Token read_token(std::string_view text) {
    Token token{.text = text};
    std::size_t at = 0;
    for (; at < text.size() && is_ascii_lower(text[at]); ++at) {  // most tokens are nothing else
        token.last_letter = static_cast<unsigned char>(text[at]);
    }
    token.letters = static_cast<unsigned>(at);
    token.small = token.letters;
    while (at < text.size()) {
        const Glyph glyph = glyph_at(text, at);
        const bool letter = glyph.is(unicode::letter);
        token.letters += letter;
        token.small += glyph.is(unicode::lower);
        token.capitals += glyph.is(unicode::upper);
        token.thai_consonants += is_thai_consonant(glyph.code_point);
        token.marks += glyph.is(unicode::mark);
        token.last_mark = glyph.is(unicode::mark) ? glyph.code_point : token.last_mark;
        token.digits += glyph.is(unicode::number);
        token.inner_stops += glyph == U'.';
        token.others += !letter && !glyph.is(unicode::number | unicode::mark) && !(glyph == U'.');
        token.capital_first = token.capital_first || (at == 0 && glyph.is(unicode::upper));
        token.last_letter = letter ? glyph.code_point : token.last_letter;
        at += glyph.size;
    }
    token.classes = word_classes(text);
    if (token.classes == 0 && token.others != 0) {
        token.classes = word_classes(last_part(text));
    }
    return token;
}

/// The token before a mark, as far as it belongs to the sentence: of "him.Mr." only the title.
Token token_of_sentence(const MarkContext& context, const Mark& mark) {
    std::string_view token = token_before(context.text, mark.begin);
    const std::size_t begin = static_cast<std::size_t>(token.data() - context.text.data());
    if (begin < context.sentence_begin) {
        token.remove_prefix(std::min(token.size(), context.sentence_begin - begin));
    }
    return read_token(token);
}

/// Whether the word before `token`, numbers apart, is in capitals.
bool follows_capitals(const Token& token, std::string_view text) {
    std::size_t begin = static_cast<std::size_t>(token.text.data() - text.data());
    std::string_view before = token_before(text, trim_space_before(text, 0, begin));
    if (!before.empty() && is_ascii_digit(before[0])) {
        begin = static_cast<std::size_t>(before.data() - text.data());
        before = token_before(text, trim_space_before(text, 0, begin));
    }
    return is_shouted(before);
}

/// Whether what follows `token` does. "IT" and "ET" are names unless all is in capitals.
bool starts_sentence(const Token& token, const Ahead& ahead, std::string_view text) {
    // "A." is an initial, no article.
    const std::size_t end = ahead.word_begin + ahead.word.size();
    const bool initial = end < text.size() && text[end] == '.' && ahead.word.size() <= 2;
    return ahead.kind == Kind::capital && !initial && word_classes(ahead.word, starter) != 0 &&
           (!is_shouted(ahead.word) || follows_capitals(token, text));
}

bool continues(const Ahead& ahead) {
    if (ahead.begin == ahead.word_begin && ahead.kind != Kind::sign) {
        return false;
    }
    constexpr std::u32string_view signs = U",;:/)]}，、；：،؛";
    return signs.find(ahead.first) != std::u32string_view::npos && ahead.first != 0;
}

/// "(?)", "[...]", "(!)", and what is left of a value: "phone:? 5".
bool stands_for_something_else(const MarkContext& context, const Mark& mark) {
    const Glyph before = glyph_before(context.text, mark.begin);
    return (before == U':' && mark.last == U'?') || (mark.bracket_closed && before.is(unicode::open));
}

bool is_hiragana(char32_t c) {
    return c >= 0x3041 && c <= 0x309F;
}

/// The first khan of "។ល។", which is "etc.".
bool opens_khmer_etc(const MarkContext& context, const Mark& mark) {
    return mark.last == U'\u17D4' && context.text.substr(mark.end, 6) == "\u179B\u17D4";
}

/// 。！？ and their like, wherever they stand.
bool ends_at_spaceless(const MarkContext& context, const Mark& mark, const Ahead& ahead) {
    const bool closed = mark.quote_closed || mark.bracket_closed;
    if (context.in_bracket || (closed && is_hiragana(ahead.first)) || opens_khmer_etc(context, mark)) {
        return false;
    }
    const bool in_number = mark.last == U'\uFF0E' && glyph_before(context.text, mark.begin).is(unicode::number) &&
                           ahead.kind == Kind::number && !ahead.space;
    return !in_number;
}

bool holds_link(std::string_view token) {
    return token.find('@') != std::string_view::npos || token.find("www") != std::string_view::npos ||
           token.find("//") != std::string_view::npos;
}

bool is_capital_and_small(std::string_view word) {
    const Glyph first = glyph_at(word, 0);
    return first.is(unicode::upper) && glyph_at(word, first.size).is(unicode::lower);
}

/// A plain word, a year before a word or a percentage: "2019.The", but not the names "2019.B" and "2019.PDF". Short
/// words are parts of names too often before a full stop: "Node.js".
bool may_lack_blank(const MarkContext& context, const Mark& mark, std::string_view next) {
    const Token token = token_of_sentence(context, mark);
    if (token.others == 1 && token.digits != 0 && token.letters == 0 && token.text.ends_with('%')) {
        return is_capital_and_small(next);
    }
    if (token.inner_stops != 0 || token.others != 0 || holds_link(token.text)) {
        return false;
    }
    if (token.letters == 0) {
        return token.digits == 4 && next.size() > 1 && !is_shouted(next);
    }
    if (token.digits != 0) {
        return false;
    }
    if (mark.last != U'.') {
        return token.small + 1 >= token.letters && is_capital_and_small(next);
    }
    return token.small == token.letters && (token.small >= 3 || (token.is(glued_ending) && is_capital_and_small(next)));
}

/// What a name between Han or Kana is abbreviated to: "F" of "约翰·F.肯尼迪", "J.K", "Inc", "Dr".
bool is_abbreviated_name(std::string_view token) {
    std::size_t begin = token.size();
    while (begin > 0 && (is_ascii_letter(token[begin - 1]) || token[begin - 1] == '.')) {
        --begin;
    }
    const Token name = read_token(token.substr(begin));
    return name.capital_first &&
           (name.is_initial() || name.is_acronym() || name.is(never_ends | title_word | ends_before_starter));
}

/// "closed.The next": a blank is missing.
bool ends_glued(const MarkContext& context, const Mark& mark, const Ahead& ahead) {
    if (glyph_at(context.text, mark.end).is(unicode::han_kana)) {
        return mark.last != U'.' || mark.dots > 1 || !is_abbreviated_name(token_before(context.text, mark.begin));
    }
    if (mark.last != U'.' && glyph_before(context.text, mark.begin).is(unicode::han_kana)) {
        return true;
    }
    if (ahead.kind != Kind::capital || mark.dots > 1 || ahead.dash) {
        return false;
    }
    const std::size_t end = ahead.word_begin + ahead.word.size();
    const Glyph next = glyph_at(context.text, end);
    const bool closed = mark.quote_closed || mark.bracket_closed;
    const bool closed_again = next.is(unicode::terminal) && glyph_at(context.text, end + next.size).is(unicode::space);
    const bool whole = next.is(unicode::space) || next == U',' ||
                       (next == U'.' && word_classes(ahead.word, never_ends | title_word) != 0) ||
                       ((closed || mark.last != U'.') && (closed_again || end + next.size == context.text.size()));
    return whole && (closed ? is_capital_and_small(ahead.word) : may_lack_blank(context, mark, ahead.word));
}

bool ends_at_exclamation(const Mark& mark, const Ahead& ahead) {
    if (ahead.kind != Kind::small) {
        return true;
    }
    return !mark.quote_closed && !mark.bracket_closed && !ahead.dash && word_classes(ahead.word, continuer) == 0;
}

bool ends_at_ellipsis(const Mark& mark, const Ahead& ahead) {
    if (ahead.kind == Kind::number || ahead.kind == Kind::sign) {
        return !ahead.opened;
    }
    // "I" is a capital wherever it stands.
    return ahead.kind != Kind::small && !(mark.spaced && ahead.word == "I");
}

/// "5." before a month or behind "der" is an ordinal number; at the start of a sentence it counts an item.
bool ends_at_number(const MarkContext& context, const Token& token, const Ahead& ahead) {
    const std::size_t begin = static_cast<std::size_t>(token.text.data() - context.text.data());
    if (is_part_of_spaced_date(context.text, begin)) {
        return false;
    }
    if (token.digits > 3) {
        return true;
    }
    const std::size_t first = look_ahead(context.text, context.sentence_begin).word_begin;
    if (begin <= first) {
        return false;
    }
    const std::string_view before = token_before(context.text, trim_space_before(context.text, 0, begin));
    return word_classes(ahead.word, month) == 0 && word_classes(before, ordinal_context) == 0;
}

/// A full stop before a small letter ends a sentence only behind a plain word.
bool ends_before_small(const MarkContext& context, const Mark& mark, const Token& token, const Ahead& ahead) {
    const unsigned least = word_classes(ahead.word, small_starter) != 0 ? 2 : 4;
    const bool plain = token.small >= least && token.others == 0 && token.digits == 0 && token.inner_stops == 0 &&
                       !token.is(abbreviation);
    return plain && !context.in_bracket && !mark.quote_closed && !mark.bracket_closed && !ahead.dash;
}

/// "Chr." and "C.": at most three letters and a full stop, but no title.
bool is_short_abbreviation(const Ahead& ahead, std::string_view text) {
    const std::size_t end = ahead.word_begin + ahead.word.size();
    if (end >= text.size() || text[end] != '.') {
        return false;
    }
    const auto is_letter = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    return std::ranges::count_if(ahead.word, is_letter) <= 3 && word_classes(ahead.word, never_ends | title_word) == 0;
}

/// "5 m." is a unit; "m." alone is an initial, and so are the first parts of "500 v. Chr." and "200 a. C.".
bool is_unit(const Token& token, const Ahead& ahead, std::string_view text) {
    const std::size_t begin = static_cast<std::size_t>(token.text.data() - text.data());
    return token.is_initial() && token.small == 1 &&
           glyph_before(text, trim_space_before(text, 0, begin)).is(unicode::number) &&
           !is_short_abbreviation(ahead, text);
}

bool ends_at_abbreviation(const Token& token, const Ahead& ahead, std::string_view text) {
    if (token.is(never_ends) || (token.is(title_word) && token.capital_first) || token.is_thai_abbreviation()) {
        return false;
    }
    if (ahead.kind == Kind::number && token.is(goes_on_before_number | ends_before_starter)) {
        return false;
    }
    if (is_roman_number(ahead.word) && token.is(goes_on_before_number)) {
        return false;
    }
    if (token.is(ends_before_starter) || (token.is_initial() && !is_unit(token, ahead, text)) || token.is_acronym()) {
        return starts_sentence(token, ahead, text);
    }
    return true;
}

bool ends_at_full_stop(const MarkContext& context, const Mark& mark, const Ahead& ahead) {
    Token token = token_of_sentence(context, mark);
    if (token.is_shouted() && !is_shouted(ahead.word)) {
        token.classes &= ~abbreviation;  // a name in capitals, "MAX."
    }
    if (ahead.kind == Kind::small) {
        return ends_before_small(context, mark, token, ahead);
    }
    if (mark.footnote) {
        return true;
    }
    if (token.is_number()) {
        return ends_at_number(context, token, ahead);
    }
    return ends_at_abbreviation(token, ahead, context.text);
}

}  // namespace

bool ends_sentence(const MarkContext& context, const Mark& mark, const Ahead& ahead) {
    if (ahead.kind == Kind::nothing) {
        return false;
    }
    if (continues(ahead) || stands_for_something_else(context, mark)) {
        return false;
    }
    if (mark.needs_no_space) {
        return ends_at_spaceless(context, mark, ahead);
    }
    if (!ahead.space) {
        return ends_glued(context, mark, ahead);
    }
    if (mark.dots > 1) {
        return ends_at_ellipsis(mark, ahead);
    }
    if (mark.last != U'.') {
        return ends_at_exclamation(mark, ahead);
    }
    if (context.in_bracket && (ahead.kind == Kind::number || ahead.kind == Kind::sign)) {
        return false;
    }
    return ends_at_full_stop(context, mark, ahead);
}

}  // namespace twicetold
