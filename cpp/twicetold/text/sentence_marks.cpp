#include "twicetold/text/sentence_marks.hpp"

#include <algorithm>

#include "twicetold/text/sentence_glyphs.hpp"

namespace twicetold {

namespace {

constexpr std::size_t longest_token = 48;
constexpr std::size_t longest_word = 32;
constexpr std::size_t longest_footnote = 12;
constexpr int most_openers = 6;
constexpr std::size_t longest_quotation = 256;
constexpr std::size_t longest_run = 8;

bool is_greek(char32_t c) {
    return (c >= 0x370 && c < 0x400) || (c >= 0x1F00 && c < 0x2000);
}

bool is_armenian(char32_t c) {
    return c >= 0x531 && c <= 0x587;
}

/// The Greek question mark is written as a semicolon, the Armenian full stop as a colon.
bool is_terminator_in_context(std::string_view text, std::size_t at) {
    const Glyph before = glyph_before(text, at);
    const bool in_context = text[at] == ';' ? is_greek(before.code_point) : is_armenian(before.code_point);
    const Glyph next = glyph_at(text, at + 1);
    return in_context && (next.size == 0 || next.is(unicode::space | unicode::close | unicode::quote));
}

bool is_terminator(std::string_view text, std::size_t at, const Glyph& glyph) {
    if (glyph.code_point < 0x80) {
        const char32_t c = glyph.code_point;
        return c == '.' || c == '!' || c == '?' || ((c == ';' || c == ':') && is_terminator_in_context(text, at));
    }
    return glyph == U'\u2026' || glyph.is(unicode::terminal);
}

/// Not the double signs ‼ ⁇ ⁈ ⁉ and …, which stand before a space as ! and ? do, nor the Tibetan shad, which closes
/// the parts of verses, too.
bool ends_without_space(char32_t c) {
    const bool shad = c == 0xF0D || c == 0xF0E;
    return c >= 0x80 && (c < 0x2000 || c >= 0x2100) && !shad;
}

/// Whether what ends at `end` may close something: “ ‘ « ‹ » open in one language and close in another.
bool nothing_glued(std::string_view text, std::size_t end) {
    const Glyph next = glyph_at(text, skip_invisible(text, end));
    return next.size == 0 || next.is(unicode::space | unicode::close | unicode::quote | unicode::terminal) ||
           next == U',';
}

bool is_closer(std::string_view text, std::size_t at, const Glyph& glyph) {
    if (glyph.is(unicode::close) && !glyph.is(unicode::quote)) {
        return true;
    }
    if (text.substr(at, 2) == "``") {
        return nothing_glued(text, at + 2);
    }
    const bool surely = glyph == U'"' || glyph == U'\u2019' || glyph == U'\u201D' || glyph == U'」' || glyph == U'』';
    return surely || ((glyph.is(unicode::quote) || glyph == U'`') && nothing_glued(text, at + glyph.size));
}

/// Quotes as they are escaped in crawled pages.
std::size_t escaped_quote(std::string_view text, std::size_t at) {
    for (const std::string_view quote : {"&#39;", "&#34;", "&quot;", "&apos;"}) {
        if (text.substr(at, quote.size()) == quote) {
            return quote.size();
        }
    }
    return 0;
}

bool take_terminator(std::string_view text, Mark& mark) {
    const Glyph glyph = glyph_at(text, mark.end);
    if (glyph.size == 0 || !is_terminator(text, mark.end, glyph)) {
        return false;
    }
    const bool dot = glyph == U'.';
    const bool run_goes_on = mark.last == U'.';
    mark.dots = dot ? (run_goes_on ? mark.dots + 1 : 1) : glyph == U'\u2026' ? 3 : 0;
    mark.last = glyph.code_point;
    mark.quote_closed = false;
    mark.bracket_closed = false;
    mark.needs_no_space = ends_without_space(glyph.code_point);
    mark.end += glyph.size;
    return true;
}

bool take_closer(std::string_view text, Mark& mark) {
    const Glyph glyph = glyph_at(text, mark.end);
    if (glyph == U'&') {
        const std::size_t size = escaped_quote(text, mark.end);
        mark.quote_closed = mark.quote_closed || size != 0;
        mark.end += size;
        return size != 0;
    }
    if (glyph.size == 0 || !is_closer(text, mark.end, glyph)) {
        return false;
    }
    (glyph.is(unicode::quote) ? mark.quote_closed : mark.bracket_closed) = true;
    mark.end += glyph.size;
    return true;
}

bool take_invisible(std::string_view text, Mark& mark) {
    const std::size_t begin = mark.end;
    mark.end = skip_invisible(text, begin);
    return mark.end != begin;
}

/// Whether `quote` stands at `at`; ' only if it is no apostrophe behind a letter.
bool quote_at(std::string_view text, std::size_t at, std::string_view quote) {
    return text[at] == quote[0] && text.substr(at, quote.size()) == quote &&
           !(quote == "'" && glyph_before(text, at).is(unicode::letter));
}

/// Whether a quote stands between `begin` and the end of the line.
bool quote_follows(std::string_view text, std::size_t begin, std::string_view quote) {
    const std::size_t end = std::min(text.size(), begin + longest_quotation);
    for (std::size_t at = begin; at < end && text[at] != '\n'; ++at) {
        if (quote_at(text, at, quote)) {
            return true;
        }
    }
    return false;
}

/// Whether a quote between blanks closes: a comma follows, one before it waits for that, or none follows that it could
/// open.
bool closes_quotation(std::string_view text, std::size_t at, QuoteWindow& window) {
    const std::size_t end = at + window.quote().size();
    return text.substr(end, 2) == " ," || !quote_follows(text, end, window.quote()) || window.is_odd_before(text, at);
}

/// Bytes of a quote or bracket that stands between blanks and closes.
std::size_t lone_closer(std::string_view text, std::size_t at, LoneQuotes& quotes) {
    if (text.substr(at, 2) == "''") {
        return nothing_glued(text, at + 2) ? 2 : 0;
    }
    for (QuoteWindow& window : quotes) {
        const std::size_t size = window.quote().size();
        if (text.substr(at, size) == window.quote()) {
            return nothing_glued(text, at + size) && closes_quotation(text, at, window) ? size : 0;
        }
    }
    const Glyph glyph = glyph_at(text, at);
    return glyph.is(unicode::close) && nothing_glued(text, at + glyph.size) ? glyph.size : 0;
}

/// Bytes of the terminators at `at`, a few at most, if they stand for themselves: not those of ".NET" or "...and".
bool lone_terminators(std::string_view text, std::size_t at) {
    std::size_t end = at;
    for (Glyph glyph = glyph_at(text, end);
         end < at + longest_run && glyph.size != 0 && is_terminator(text, end, glyph); glyph = glyph_at(text, end)) {
        end += glyph.size;
    }
    return end != at && nothing_glued(text, end);
}

/// In ". . ." and in tokenised text blanks stand before terminators and closing quotes.
bool take_spaced(std::string_view text, Mark& mark, LoneQuotes& quotes) {
    const Glyph blank = glyph_at(text, mark.end);
    const std::size_t at = mark.end + blank.size;
    if (at >= text.size() || !(blank == U' ' || blank == U'\u00A0' || blank == U'\u202F')) {
        return false;
    }
    if (lone_terminators(text, at)) {
        mark.spaced = true;
        mark.end = at;
        return take_terminator(text, mark);
    }
    const std::size_t closer = lone_closer(text, at, quotes);
    if (closer != 0) {
        (glyph_at(text, at).is(unicode::quote) ? mark.quote_closed : mark.bracket_closed) = true;
        mark.end = at + closer;
    }
    return closer != 0;
}

/// Bytes of a footnote mark, "[12]" or "[2–11]", at `at`.
std::size_t footnote_size(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size() || text[at] != '[' || !is_ascii_digit(text[at + 1])) {
        return 0;
    }
    const std::size_t size = text.substr(at, longest_footnote).find(']');
    const std::size_t end = at + size + 1;
    return size != std::string_view::npos && (nothing_glued(text, end) || text[end] == '[') ? size + 1 : 0;
}

/// Whether a word follows, maybe behind a blank: then nothing more belongs to the mark.
bool word_follows(std::string_view text, std::size_t at) {
    at += at < text.size() && text[at] == ' ' ? 1 : 0;
    return at < text.size() && (is_ascii_letter(text[at]) || is_ascii_digit(text[at]));
}

bool take_footnote(std::string_view text, Mark& mark) {
    const std::size_t blank = mark.end < text.size() && text[mark.end] == ' ' ? 1 : 0;
    const std::size_t size = footnote_size(text, mark.end + blank);
    mark.end += size != 0 ? size + blank : 0;
    mark.footnote = mark.footnote || size != 0;
    return size != 0;
}

Ahead::Kind kind_of(const Glyph& glyph) {
    if (glyph.size == 0) {
        return Ahead::Kind::nothing;
    }
    if (glyph.is(unicode::upper)) {
        return Ahead::Kind::capital;
    }
    if (glyph.is(unicode::lower)) {
        return Ahead::Kind::small;
    }
    if (glyph.is(unicode::number)) {
        return Ahead::Kind::number;
    }
    return glyph.is(unicode::letter | unicode::mark) ? Ahead::Kind::uncased : Ahead::Kind::sign;
}

/// "€3", "+49", "±5" and "#5" are numbers.
Ahead::Kind kind_at(std::string_view text, std::size_t at) {
    constexpr std::u32string_view number_signs = U"#+±$¢£¤¥฿€₡₦₩₪₫₱₴₸₹₺₽";
    const Glyph glyph = glyph_at(text, at);
    const Ahead::Kind kind = kind_of(glyph);
    const bool number = kind == Ahead::Kind::sign && glyph_at(text, at + glyph.size).is(unicode::number) &&
                        number_signs.find(glyph.code_point) != std::u32string_view::npos;
    return number ? Ahead::Kind::number : kind;
}

std::string_view word_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && end - at < longest_word && is_ascii_letter(text[end])) {
        ++end;
    }
    for (Glyph glyph = glyph_at(text, end);
         end - at < longest_word &&
         (glyph.is(unicode::letter | unicode::mark | unicode::number) || glyph == U'\'' || glyph == U'\u2019');
         glyph = glyph_at(text, end)) {
        end += glyph.size;
    }
    return text.substr(at, end - at);
}

/// Whether a link starts at `at`; its first letter shows nearly always that none does.
bool link_follows(std::string_view text, std::size_t at) {
    const char first = at < text.size() ? text[at] : '\0';
    return (first == 'h' || first == 'w') && is_link_start(text.substr(at));
}

/// The sign before the last letter of a Hebrew acronym, which a typewriter writes as a quotation mark.
bool is_gershayim(std::string_view text, std::size_t begin, const Glyph& sign) {
    const auto is_hebrew = [](const Glyph& glyph) { return glyph.code_point >= 0x5D0 && glyph.code_point <= 0x5EA; };
    return (sign == U'"' || sign == U'\u05F4' || sign == U'\u201D') && is_hebrew(glyph_at(text, begin)) &&
           is_hebrew(glyph_before(text, begin - sign.size));
}

bool opens(const Glyph& glyph) {
    return glyph.is(unicode::open | unicode::quote) || glyph == U'¿' || glyph == U'¡' || glyph == U'`';
}

}  // namespace

bool QuoteWindow::is_odd_before(std::string_view text, std::size_t at) {
    const std::size_t least = at > longest_quotation ? at - longest_quotation : 0;
    if (end_ > at || end_ < least) {
        begin_ = end_ = least;
        odd_ = false;
    }
    for (; end_ < at; ++end_) {
        odd_ = odd_ != quote_at(text, end_, quote_);
        if (text[end_] == '\n') {
            begin_ = end_ + 1;
            odd_ = false;
        }
    }
    for (; begin_ < least; ++begin_) {
        odd_ = odd_ != quote_at(text, begin_, quote_);
    }
    return odd_;
}

Mark mark_at(std::string_view text, std::size_t at, LoneQuotes& quotes) {
    Mark mark{.begin = at, .end = at};
    if (text[at] == '.' && word_follows(text, at + 1)) {  // nearly always
        mark.end = at + 1;
        mark.last = U'.';
        mark.dots = 1;
        return mark;
    }
    if (!take_terminator(text, mark)) {
        return mark;
    }
    if (word_follows(text, mark.end)) {
        return mark;
    }
    while (take_terminator(text, mark) || take_closer(text, mark) || take_spaced(text, mark, quotes) ||
           take_invisible(text, mark)) {
    }
    while (take_footnote(text, mark)) {
    }
    return mark;
}

std::string_view token_before(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && end - begin < longest_token && is_ascii_letter(text[begin - 1])) {
        --begin;
    }
    for (Glyph glyph = glyph_before(text, begin); glyph.size != 0 && end - begin < longest_token;
         glyph = glyph_before(text, begin)) {
        if (glyph.is(unicode::space | unicode::open) ||
            (glyph.is(unicode::quote) && glyph != U'\'' && glyph != U'\u2019' && !is_gershayim(text, begin, glyph))) {
            break;
        }
        begin -= glyph.size;
    }
    for (Glyph glyph = glyph_at(text, begin);
         begin < end && !glyph.is(unicode::letter | unicode::mark | unicode::number | unicode::symbol | unicode::close);
         glyph = glyph_at(text, begin)) {
        begin += glyph.size;
    }
    return text.substr(begin, end - begin);
}

Ahead look_ahead(std::string_view text, std::size_t at) {
    Ahead ahead;
    if (at + 1 < text.size() && text[at] == ' ' && is_ascii_letter(text[at + 1])) {  // nearly always
        ahead.begin = at + 1;
        ahead.word_begin = at + 1;
        ahead.space = true;
        ahead.first = static_cast<unsigned char>(text[at + 1]);
        const bool capital = is_ascii_upper(text[at + 1]) || link_follows(text, at + 1);
        ahead.kind = capital ? Ahead::Kind::capital : Ahead::Kind::small;
        ahead.word = word_at(text, at + 1);
        return ahead;
    }
    ahead.begin = skip_space(text, at);
    ahead.space = ahead.begin != at;
    ahead.word_begin = skip_unseen(text, ahead.begin);
    ahead.first = glyph_at(text, ahead.word_begin).code_point;
    if (text.substr(ahead.word_begin, 2) == ",,") {  // „ on a typewriter
        ahead.first = U'\u201E';
        ahead.word_begin += 2;
        ahead.opened = true;
    }
    for (int k = 0; k < most_openers; ++k) {
        const Glyph glyph = glyph_at(text, ahead.word_begin);
        const bool dash = glyph.is(unicode::dash);
        if (!dash && !opens(glyph)) {
            break;
        }
        ahead.dash = ahead.dash || dash;
        ahead.opened = ahead.opened || !dash;
        ahead.word_begin += glyph.size;
        ahead.word_begin += text.substr(ahead.word_begin, 1) == " " ? 1 : 0;
        ahead.word_begin = skip_invisible(text, ahead.word_begin);
    }
    ahead.kind =
        ahead.space && link_follows(text, ahead.word_begin) ? Ahead::Kind::capital : kind_at(text, ahead.word_begin);
    ahead.word = word_at(text, ahead.word_begin);
    return ahead;
}

}  // namespace twicetold
