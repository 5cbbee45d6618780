#include "twicetold/text/sentence_dates.hpp"

#include <algorithm>
#include <array>

#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentence_words.hpp"

namespace twicetold {

namespace {

constexpr std::size_t longest_date = 64;
constexpr std::size_t longest_date_line = 48;

/// Reads a date piece by piece; each read moves on only if it succeeds.
class DateReader {
  public:
    explicit DateReader(std::string_view text) : text_(text.substr(0, longest_date)) {}

    [[nodiscard]] std::size_t at() const { return at_; }

    bool label() {
        const std::size_t start = at_;
        if (!listed(date_label)) {
            return false;
        }
        sign(':');
        return blank() || restart(start);
    }

    bool weekday_name() { return listed(weekday); }
    bool month_name() { return listed(month); }

    /// `least`..`most` digits that no letter or digit follows.
    bool number(std::size_t least, std::size_t most) {
        std::size_t end = at_;
        while (end < text_.size() && is_ascii_digit(text_[end])) {
            ++end;
        }
        const std::size_t size = end - at_;
        if (size < least || size > most || glyph_at(text_, end).is(unicode::letter)) {
            return false;
        }
        at_ = end;
        return true;
    }

    bool sign(char c) {
        const bool there = at_ < text_.size() && text_[at_] == c;
        at_ += there ? 1 : 0;
        return there;
    }

    bool blank() {
        const std::size_t start = at_;
        while (sign(' ') || sign('\t')) {
        }
        return at_ != start;
    }

    bool restart(std::size_t at) {
        at_ = at;
        return false;
    }

    std::string_view read_word() {
        const std::size_t start = at_;
        while (at_ < text_.size() && is_ascii_letter(text_[at_])) {
            ++at_;
        }
        for (Glyph glyph = glyph_at(text_, at_); glyph.is(unicode::letter | unicode::mark);
             glyph = glyph_at(text_, at_)) {
            at_ += glyph.size;
        }
        return text_.substr(start, at_ - start);
    }

  private:
    bool listed(WordClass word_class) {
        const std::size_t start = at_;
        return word_classes(read_word(), word_class) != 0 || restart(start);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// "2021-03-04", "3/4/2021", "04.03.2021".
bool read_numeric(DateReader& reader) {
    const std::size_t start = reader.at();
    if (reader.number(4, 4) && (reader.sign('-') || reader.sign('/') || reader.sign('.')) && reader.number(1, 2) &&
        (reader.sign('-') || reader.sign('/') || reader.sign('.')) && reader.number(1, 2)) {
        return true;
    }
    reader.restart(start);
    for (const char c : {'/', '.', '-'}) {
        if (reader.number(1, 2) && reader.sign(c) && reader.number(1, 2) && reader.sign(c) &&
            (reader.number(4, 4) || reader.number(2, 2))) {
            return true;
        }
        reader.restart(start);
    }
    return false;
}

/// "May 3, 2021", "3. Mai 2021", "3 de mayo de 2021".
bool read_named(DateReader& reader) {
    const std::size_t start = reader.at();
    const auto of = [&] {
        const std::size_t before = reader.at();
        return (reader.read_word() == "de" && reader.blank()) || reader.restart(before);
    };
    if (reader.month_name() && (reader.sign('.'), reader.blank()) && reader.number(1, 2) &&
        (reader.sign(','), reader.blank()) && reader.number(4, 4)) {
        return true;
    }
    reader.restart(start);
    if (reader.number(1, 2) && (reader.sign('.'), reader.blank()) && (of(), reader.month_name()) &&
        (reader.sign('.'), reader.blank()) && (of(), reader.number(4, 4))) {
        return true;
    }
    return reader.restart(start);
}

/// "14:05", "9:30:15 AM", behind a date.
bool read_time(DateReader& reader) {
    const std::size_t start = reader.at();
    reader.sign(',');
    reader.blank();
    if (!reader.number(1, 2) || !reader.sign(':') || !reader.number(2, 2)) {
        return reader.restart(start);
    }
    if (reader.sign(':')) {
        reader.number(2, 2);
    }
    const std::size_t before_zone = reader.at();
    reader.blank();
    const std::string_view zone = reader.read_word();
    constexpr std::array<std::string_view, 10> zones = {"AM", "PM", "am", "pm", "GMT", "UTC", "Uhr", "h", "EST", "EDT"};
    if (std::find(zones.begin(), zones.end(), zone) == zones.end()) {
        reader.restart(before_zone);
    }
    return true;
}

/// Where the digits before `end` start, `end` if there are none or more than four.
std::size_t digits_begin(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && end - begin <= 4 && is_ascii_digit(text[begin - 1])) {
        --begin;
    }
    return end - begin <= 4 ? begin : end;
}

/// Bytes of "2021. 5. 3." or, before Hangul, "2021. 5." at `at`; 0: there is none.
std::size_t spaced_date_size(std::string_view text, std::size_t at) {
    DateReader reader(text.substr(at));
    if (!reader.number(4, 4) || !reader.sign('.') || !reader.blank() || !reader.number(1, 2) || !reader.sign('.')) {
        return 0;
    }
    const std::size_t month_end = reader.at();
    if (reader.blank() && reader.number(1, 2) && reader.sign('.')) {
        return reader.at();
    }
    const Glyph next = glyph_at(text, skip_space(text, at + month_end));
    return next.code_point >= 0xAC00 && next.code_point <= 0xD7A3 ? month_end : 0;
}

}  // namespace

LeadingDate leading_date(std::string_view text) {
    constexpr std::uint32_t date_word = date_label | weekday | month;
    const bool number = !text.empty() && is_ascii_digit(text.front());
    if (!number && (!may_start_with(text, date_word) || word_classes(DateReader(text).read_word(), date_word) == 0)) {
        return {};
    }
    DateReader reader(text);
    bool header = reader.label();
    if (reader.weekday_name()) {
        header = true;
        reader.sign('.');
        reader.sign(',');
        reader.blank();
    }
    if (!read_numeric(reader) && !read_named(reader)) {
        return {};
    }
    header = read_time(reader) || header;
    return {reader.at(), header};
}

bool is_date_line(std::string_view line) {
    return line.size() <= longest_date_line && leading_date(line).size == line.size();
}

bool is_part_of_spaced_date(std::string_view text, std::size_t number) {
    constexpr std::string_view between = ". ";
    std::size_t begin = number;
    for (int part = 0; part < 3; ++part) {
        const std::size_t size = spaced_date_size(text, begin);
        if (size != 0) {
            return number - begin < size;
        }
        if (begin < between.size() || text.substr(begin - between.size(), between.size()) != between) {
            return false;
        }
        begin = digits_begin(text, begin - between.size());
    }
    return false;
}

}  // namespace twicetold
