#include "twicetold/text/sentence_stops.hpp"

#include <algorithm>

#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentence_words.hpp"

namespace twicetold {

namespace {

using Kind = Ahead::Kind;

/// A syllable, which is a word more often than an initial.
bool is_hangul(char32_t c) {
    return c >= 0xAC00 && c <= 0xD7A3;
}

/// The token before a full stop: what it is made of.
struct Token {
    std::string_view text;
    std::uint32_t classes = 0;
    unsigned code_points = 0;
    unsigned letters = 0;
    unsigned small = 0;
    unsigned capitals = 0;
    unsigned digits = 0;
    unsigned others = 0;  // signs; not inner full stops
    unsigned inner_stops = 0;
    bool capital_first = false;
    char32_t last_letter = 0;

    [[nodiscard]] bool is(std::uint32_t any_of) const { return (classes & any_of) != 0; }
    [[nodiscard]] bool is_number() const { return digits != 0 && letters == 0 && others == 0; }
    [[nodiscard]] bool is_initial() const {
        return letters == 1 && digits == 0 && others == 0 && inner_stops == 0 && !is_hangul(last_letter);
    }
    [[nodiscard]] bool is_shouted() const { return letters >= 3 && inner_stops == 0 && capitals == letters; }
    [[nodiscard]] bool is_acronym() const {
        return inner_stops != 0 && letters <= 2 * (inner_stops + 1) && digits == 0;
    }
};

bool is_shouted(std::string_view word) {
    return word.size() >= 2 && std::all_of(word.begin(), word.end(), is_ascii_upper);
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
    token.code_points = token.letters;
    while (at < text.size()) {
        const Glyph glyph = glyph_at(text, at);
        const bool letter = glyph.is(unicode::letter);
        token.letters += letter;
        ++token.code_points;
        token.small += glyph.is(unicode::lower);
        token.capitals += glyph.is(unicode::upper);
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

bool starts_sentence(const Ahead& ahead, std::string_view text) {
    // "A." is an initial, no article.
    const std::size_t end = ahead.word_begin + ahead.word.size();
    const bool initial = end < text.size() && text[end] == '.' && ahead.word.size() <= 2;
    // Nor is "ET" French, or "WHO" a pronoun.
    return ahead.kind == Kind::capital && !initial && !is_shouted(ahead.word) && word_classes(ahead.word, starter) != 0;
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

bool is_indic(char32_t c) {
    return c >= 0x900 && c < 0xE00;
}

bool is_hiragana(char32_t c) {
    return c >= 0x3041 && c <= 0x309F;
}

/// 。！？ and their like, wherever they stand.
bool ends_at_spaceless(const MarkContext& context, const Mark& mark, const Ahead& ahead) {
    const bool closed = mark.quote_closed || mark.bracket_closed;
    if (context.in_bracket || (closed && is_hiragana(ahead.first))) {
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

/// A plain word, or a year before a word: "2019.The", but not the names "2019.B" and "2019.PDF". Behind "?" and "!" no
/// word is too short, as they shorten none.
bool may_lack_blank(const Token& token, char32_t mark, std::string_view next) {
    const unsigned least = mark == U'.' && !token.is(small_starter) ? 3 : 1;
    const bool word = token.small >= least && token.small == token.letters && token.digits == 0;
    const bool year = token.digits == 4 && token.letters == 0 && next.size() > 1 && !is_shouted(next);
    return (word || year) && token.others == 0 && token.inner_stops == 0 && !holds_link(token.text);
}

/// "J.K.", "Mr." and "Inc.", in the middle of text that is written without spaces.
bool is_foreign_abbreviation(std::string_view token) {
    const auto foreign =
        std::find_if(token.rbegin(), token.rend(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const Token own = read_token(token.substr(static_cast<std::size_t>(token.rend() - foreign)));
    return own.is(never_ends | title_word | ends_before_starter) ||
           ((own.is_initial() || own.is_acronym()) && own.capitals != 0);
}

/// "closed.The next": a blank is missing.
bool ends_glued(const MarkContext& context, const Mark& mark, const Ahead& ahead) {
    if (glyph_at(context.text, mark.end).is(unicode::han_kana)) {
        return mark.last != U'.' || mark.dots > 1 || !is_foreign_abbreviation(token_of_sentence(context, mark).text);
    }
    if (mark.last != U'.' && glyph_before(context.text, mark.begin).is(unicode::han_kana)) {
        return true;
    }
    if (ahead.kind != Kind::capital || mark.dots > 1 || ahead.dash) {
        return false;
    }
    const std::size_t end = ahead.word_begin + ahead.word.size();
    const Glyph next = glyph_at(context.text, end);
    const bool whole = next.is(unicode::space) || next == U',' ||
                       (next == U'.' && word_classes(ahead.word, never_ends | title_word) != 0);
    return whole && may_lack_blank(token_of_sentence(context, mark), mark.last, ahead.word);
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

/// Whether "5." stands at `at`: what goes on behind the year of "2021. 5. 3.".
bool is_day_or_month(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && end - at <= 2 && is_ascii_digit(text[end])) {
        ++end;
    }
    return end > at && end - at <= 2 && end < text.size() && text[end] == '.';
}

/// The digits before byte `end`, up to five, if nothing but a full stop and white space stands between.
std::string_view number_with_stop_before(std::string_view text, std::size_t begin, std::size_t end) {
    end = trim_space_before(text, begin, end);
    if (end == begin || text[end - 1] != '.') {
        return {};
    }
    --end;
    std::size_t first = end;
    while (first > begin && end - first < 5 && is_ascii_digit(text[first - 1])) {
        --first;
    }
    return text.substr(first, end - first);
}

/// Whether the number at `begin` is the month or the day of "2021. 5. 3.", as Korean writes dates.
bool follows_year(const MarkContext& context, std::size_t begin) {
    std::string_view before = number_with_stop_before(context.text, context.sentence_begin, begin);
    if (before.size() == 1 || before.size() == 2) {
        const auto month = static_cast<std::size_t>(before.data() - context.text.data());
        before = number_with_stop_before(context.text, context.sentence_begin, month);
    }
    return before.size() == 4;
}

/// "5." before a month or behind "der" is an ordinal number; at the start of a sentence it counts an item.
bool ends_at_number(const MarkContext& context, const Token& token, const Ahead& ahead) {
    const std::size_t begin = static_cast<std::size_t>(token.text.data() - context.text.data());
    if (token.digits > 3) {
        return !(token.digits == 4 && is_day_or_month(context.text, ahead.word_begin));
    }
    const std::size_t first = look_ahead(context.text, context.sentence_begin).word_begin;
    if (begin <= first || (token.digits <= 2 && follows_year(context, begin))) {
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

/// "5 m." is a unit, "m." alone an initial; and so is the "v." of "500 v. Chr.".
bool is_unit(const Token& token, const Ahead& ahead, std::string_view text) {
    const std::size_t begin = static_cast<std::size_t>(token.text.data() - text.data());
    const std::size_t behind = ahead.word_begin + ahead.word.size();
    const bool abbreviated = ahead.word.size() <= 3 && behind < text.size() && text[behind] == '.';
    return token.is_initial() && token.small == 1 && !abbreviated &&
           glyph_before(text, trim_space_before(text, 0, begin)).is(unicode::number);
}

/// A word so short before a full stop is an abbreviation or the name of a letter, "डॉ." and "बी."; but "है." and "गए."
/// are verbs.
bool is_indic_abbreviation(const Token& token) {
    return is_indic(token.last_letter) && token.code_points <= 2 && !token.is(ending_abbreviation);
}

bool ends_at_abbreviation(const Token& token, const Ahead& ahead, std::string_view text) {
    if (token.is(never_ends) || (token.is(title_word) && token.capital_first)) {
        return false;
    }
    if (ahead.kind == Kind::number && token.is(goes_on_before_number | ends_before_starter)) {
        return false;
    }
    if (token.is(ends_before_starter) || (token.is_initial() && !is_unit(token, ahead, text)) || token.is_acronym()) {
        return starts_sentence(ahead, text);
    }
    return true;
}

/// "กทม." and "ผบ.ตร.": consonants only, and Thai closes no sentence with a full stop.
bool is_thai_abbreviation(const Token& token) {
    return token.letters <= 4 && token.letters + token.inner_stops == token.code_points && token.last_letter >= 0xE01 &&
           token.last_letter <= 0xE2E;
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
    if (is_thai_abbreviation(token)) {
        return false;
    }
    if (ahead.kind == Kind::uncased && is_indic(token.last_letter) && !token.is(never_ends)) {
        return !is_indic_abbreviation(token) && token.inner_stops == 0;
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
