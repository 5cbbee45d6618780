#include "twicetold/text/entity_numbers.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/text/entity_dates.hpp"
#include "twicetold/text/entity_digits.hpp"
#include "twicetold/text/entity_reader.hpp"
#include "twicetold/text/entity_times.hpp"

namespace twicetold {

namespace {

constexpr unsigned longest_unit = 3;
constexpr std::size_t longest_address = 40;

enum class ByteClass : std::uint8_t { none, digit, may_begin_digit };

constexpr std::array<ByteClass, 256> byte_classes = [] {
    std::array<ByteClass, 256> classes{};
    for (unsigned c = '0'; c <= '9'; ++c) {
        classes[c] = ByteClass::digit;
    }
    for (const unsigned lead : {0xD9u, 0xDBu, 0xDFu, 0xE0u, 0xE1u, 0xEAu, 0xEFu, 0xF0u}) {
        classes[lead] = ByteClass::may_begin_digit;
    }
    return classes;
}();

bool is_hexadecimal(char c) {
    return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

class Quantities {
  public:
    Quantities(std::string_view text, std::size_t from, std::vector<Entity>& found)
        : text_(text), floor_(from), found_(found) {}

    void find() {
        Pace pace;
        for (std::size_t at = next_digit(floor_); at < text_.size(); at = next_digit(at)) {
            pace.at(at);
            at = read(at);
        }
    }

  private:
    [[nodiscard]] std::size_t next_digit(std::size_t at) const {
        for (; at < text_.size(); ++at) {
            const ByteClass byte = byte_classes[static_cast<unsigned char>(text_[at])];
            if (byte == ByteClass::digit || (byte != ByteClass::none && glyph_at(text_, at).is(unicode::decimal))) {
                break;
            }
        }
        return at;
    }

    /// Reads what starts at a digit; returns where to go on.
    std::size_t read(std::size_t at) {
        if (is_part_of_word(at)) {
            return word_end(at);
        }
        if (const std::size_t end = address_end(at); end != 0) {
            return end;
        }
        if (const Span date = follows_chain(at, true) ? Span{} : date_at(text_, at, floor_); date.size() != 0) {
            put(date, EntityKind::date);
            if (!text_.substr(date.end).starts_with('T')) {
                return date.end;
            }
            at = date.end + 1;
        }
        if (const std::size_t end = follows_chain(at, false) ? 0 : time_end(text_, at); end != 0) {
            put({at, end}, EntityKind::time);
            return end;
        }
        return read_number(at);
    }

    /// "COVID-19", "U+0041", "mp3", "&#39;", "%20".
    [[nodiscard]] bool is_part_of_word(std::size_t at) const {
        const Glyph before = glyph_before(text_, at);
        if (glues(before)) {
            return !follows_version_mark(at);
        }
        const Glyph first = glyph_before(text_, at - before.size);
        const bool hyphen = before == U'-' || before == U'+' || before == U'\u2010' || before == U'\u2011';
        return before == U'%' || (before == U'#' && first == U'&') ||
               (hyphen && first.is(unicode::upper | unicode::lower));
    }

    /// The end of a hardware or IPv6 address, which has at least three colons. 0: none is around `at`.
    [[nodiscard]] std::size_t address_end(std::size_t at) const {
        const auto belongs = [&](std::size_t k) { return text_[k] == ':' || is_hexadecimal(text_[k]); };
        std::size_t begin = at;
        std::size_t end = at;
        while (end < text_.size() && end - at < longest_address && belongs(end)) {
            ++end;
        }
        while (begin > floor_ && at - begin < longest_address && belongs(begin - 1)) {
            --begin;
        }
        begin += begin == floor_ && begin < at && text_[begin] == ':';
        const std::string_view run = text_.substr(begin, end - begin);
        return end > at && std::count(run.begin(), run.end(), ':') >= 3 ? end : 0;
    }

    [[nodiscard]] bool follows_version_mark(std::size_t at) const {
        const Glyph before = glyph_before(text_, at);
        return (before == U'v' || before == U'V') && !joins_name(glyph_before(text_, at - 1));
    }

    /// Behind "1/", "1.", "1:" and, for dates, "1-" no date or time starts, unless a date or time ends there.
    [[nodiscard]] bool follows_chain(std::size_t at, bool hyphen_chains) const {
        const Glyph before = glyph_before(text_, at);
        const bool chains = before == U'/' || before == U'.' || before == U':' || (hyphen_chains && before == U'-');
        if (!chains || !glyph_before(text_, at - 1).is(unicode::decimal)) {
            return false;
        }
        return !(at - 1 == floor_ && !found_.empty() && found_.back().span.end == floor_ &&
                 found_.back().kind != EntityKind::number);
    }

    /// The end of a word with digits in it and of what hangs on it by hyphens, full stops and colons.
    [[nodiscard]] std::size_t word_end(std::size_t at) const {
        for (;;) {
            const Glyph glyph = glyph_at(text_, at);
            const bool joint = glyph == U'-' || glyph == U'.' || glyph == U':';
            if (!glues(glyph) && !(joint && glues(glyph_at(text_, at + 1)))) {
                return at;
            }
            at += glyph.size;
        }
    }

    std::size_t read_number(std::size_t at) {
        read_digit_groups(text_, at, groups_);
        const std::size_t end = number_end(groups_.back().end);
        if (end == 0 || (groups_.size() == 1 && follows_version_mark(at))) {
            return word_end(groups_.back().end);
        }
        const std::size_t begin = number_begin(at);
        if (are_one_number(groups_)) {
            put({begin, end}, EntityKind::number);
            return end;
        }
        groups_.front().begin = begin;
        groups_.back().end = end;
        put_list();
        return end;
    }

    void put_list() {
        Span part{groups_.front().begin, groups_.front().end};
        for (const DigitGroup& group : std::span(groups_).subspan(1)) {
            if (group.sign != U'.') {
                put(part, EntityKind::number);
                part.begin = group.begin;
            }
            part.end = group.end;
        }
        put(part, EntityKind::number);
    }

    /// A full stop before the digits, ".5", and a sign, "-5", belong to the number if nothing stands before them.
    [[nodiscard]] std::size_t number_begin(std::size_t at) const {
        for (const std::array<char32_t, 3> signs : {std::array{U'.', U'.', U'.'}, std::array{U'-', U'+', U'\u2212'}}) {
            const Glyph glyph = glyph_before(text_, at);
            const bool listed = glyph == signs[0] || glyph == signs[1] || glyph == signs[2];
            if (listed && at - glyph.size >= floor_ && is_free(at - glyph.size, signs[0] == U'.')) {
                at -= glyph.size;
            }
        }
        return at;
    }

    [[nodiscard]] bool is_free(std::size_t at, bool may_follow_sign) const {
        const Glyph before = glyph_before(text_, at);
        const bool sign = before == U'-' || before == U'\u2212';
        return before.size == 0 || before.is(unicode::space | unicode::open | unicode::quote | unicode::symbol) ||
               before == U',' || before == U':' || before == U';' || before == U'/' || before == U'*' ||
               (may_follow_sign && sign);
    }

    /// The end of a number whose digits end at `end`: with "th" or "e-3", without a unit. 0: it is part of a word.
    [[nodiscard]] std::size_t number_end(std::size_t end) const {
        if (!glues(glyph_at(text_, end)) && !glyph_at(text_, end).is(unicode::lower)) {
            return end;
        }
        Reader ordinal(text_, end);
        const std::string_view word = ordinal.word();
        if ((word == "st" || word == "nd" || word == "rd" || word == "th" || word == "º" || word == "ª") &&
            !glues(ordinal.next())) {
            return ordinal.at();
        }
        Reader exponent(text_, end);
        if (exponent.sign(U'e') || exponent.sign(U'E')) {
            if (!exponent.sign(U'-')) {
                exponent.sign(U'+');
            }
            if (exponent.digits(1, 3) && !glues(exponent.next())) {
                return exponent.at();
            }
        }
        return is_unit(end) ? end : 0;
    }

    /// "km", "GB", "s" of "1990s": few letters, no further digits.
    [[nodiscard]] bool is_unit(std::size_t at) const {
        unsigned letters = 0;
        Glyph glyph = glyph_at(text_, at);
        for (; glyph.is(unicode::upper | unicode::lower) && letters <= longest_unit; glyph = glyph_at(text_, at)) {
            at += glyph.size;
            ++letters;
        }
        const bool joint = glyph == U'-' || glyph == U':';
        return letters >= 1 && letters <= longest_unit && !glues(glyph) &&
               !(joint && glyph_at(text_, at + 1).is(unicode::decimal));
    }

    void put(Span span, EntityKind kind) {
        found_.push_back({span, kind});
        floor_ = span.end;
    }

    std::string_view text_;
    std::size_t floor_;  // where the last entity ends
    std::vector<Entity>& found_;
    std::vector<DigitGroup> groups_;
};

}  // namespace

void append_quantities(std::string_view text, std::size_t from, std::vector<Entity>& found) {
    Quantities(text, from, found).find();
}

}  // namespace twicetold
