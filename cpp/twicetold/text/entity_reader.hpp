#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentence_words.hpp"

// How entities are read: a copy of a reader tries, and is kept if it succeeds.

namespace twicetold {

/// Whether a number next to this sign is part of a word. Letters without case (Han, Hangul, Arabic, …) are written next
/// to numbers, so they are not.
[[nodiscard]] inline bool glues(const Glyph& glyph) {
    return glyph == U'_' || glyph.is(unicode::upper | unicode::lower | unicode::decimal) ||
           (glyph.is(unicode::mark) && !glyph.is(unicode::spaceless));
}

/// Whether this sign is part of a name, so that none starts right behind it.
[[nodiscard]] inline bool joins_name(const Glyph& glyph) {
    return glyph == U'_' ||
           (glyph.is(unicode::letter | unicode::mark | unicode::number) && !glyph.is(unicode::spaceless));
}

/// Whether a word of a script without case starts here behind ASCII: "http://t.co/abc谢谢", "ann@example.org에게".
[[nodiscard]] inline bool leaves_ascii(std::string_view text, std::size_t at, const Glyph& glyph) {
    return at > 0 && glyph.size > 1 && glyph.is(unicode::letter) && !glyph.is(unicode::upper | unicode::lower) &&
           (is_ascii_letter(text[at - 1]) || is_ascii_digit(text[at - 1]));
}

class Reader {
  public:
    Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] Glyph next() const { return glyph_at(text_, at_); }

    bool sign(char32_t c) {
        const Glyph glyph = next();
        at_ += glyph == c ? glyph.size : 0;
        return glyph == c;
    }

    /// One space or line break.
    bool blank() {
        const Glyph glyph = next();
        at_ += glyph.is(unicode::space) ? glyph.size : 0;
        return glyph.is(unicode::space);
    }

    /// A run of ASCII or fullwidth digits, `least`..`most` of them.
    std::optional<unsigned> digits(std::size_t least, std::size_t most) {
        unsigned value = 0;
        std::size_t count = 0;
        std::size_t end = at_;
        for (Glyph glyph = next(); glyph.is(unicode::decimal); glyph = glyph_at(text_, end)) {
            const char32_t digit = glyph.size == 1 ? glyph.code_point - U'0' : glyph.code_point - U'\uFF10';
            if (digit > 9 || ++count > most) {
                return {};
            }
            value = 10 * value + static_cast<unsigned>(digit);
            end += glyph.size;
        }
        if (count < least) {
            return {};
        }
        at_ = end;
        return value;
    }

    /// Letters and marks, at most as many as a listed word has.
    std::string_view word() {
        const std::size_t begin = at_;
        for (Glyph glyph = next(); glyph.is(unicode::letter | unicode::mark) && at_ - begin <= longest_listed_word;
             glyph = next()) {
            at_ += glyph.size;
        }
        return text_.substr(begin, at_ - begin);
    }

  private:
    std::string_view text_;
    std::size_t at_;
};

}  // namespace twicetold
