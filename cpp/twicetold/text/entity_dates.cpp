#include "twicetold/text/entity_dates.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "twicetold/text/entity_reader.hpp"

namespace twicetold {

namespace {

bool is_year(unsigned year) {
    return year >= 1000 && year <= 2999;
}

bool is_day(unsigned day) {
    return day >= 1 && day <= 31;
}

bool is_month(unsigned number) {
    return number >= 1 && number <= 12;
}

/// Whether what stands behind a date leaves it one: "2021-03-04-05" and "1.2.2021.3" are something else.
bool ends_there(std::string_view text, std::size_t end) {
    const Glyph glyph = glyph_at(text, end);
    const Glyph behind = glyph_at(text, end + glyph.size);
    const bool chains = glyph == U'.' || glyph == U'/' || glyph == U'-';
    return glyph == U'T' ? behind.is(unicode::decimal) : !glues(glyph) && !(chains && behind.is(unicode::decimal));
}

/// Reads the sign between the numbers of a date; 0: there is none.
char32_t date_sign(Reader& reader) {
    for (const char32_t c : {U'-', U'/', U'.'}) {
        if (reader.sign(c)) {
            return c;
        }
    }
    return 0;
}

/// "2021-03-04", "2021/3/4", "2021.03.04".
std::size_t year_first(Reader reader) {
    const auto year = reader.digits(4, 4);
    const char32_t sign = year ? date_sign(reader) : 0;
    const std::size_t least = sign == U'.' ? 2 : 1;  // "2021.3.4" is a version
    const auto in_year = sign != 0 ? reader.digits(least, 2) : std::nullopt;
    const auto day = in_year && reader.sign(sign) ? reader.digits(least, 2) : std::nullopt;
    return day && is_year(*year) && is_month(*in_year) && is_day(*day) ? reader.at() : 0;
}

/// "3/4/2021", "04.03.2021", "03-04-21"; day and month have `least` digits or more.
std::size_t year_last(Reader reader, std::size_t least) {
    const auto first = reader.digits(least, 2);
    const char32_t sign = first ? date_sign(reader) : 0;
    const auto second = sign != 0 ? reader.digits(least, 2) : std::nullopt;
    if (!second || !reader.sign(sign)) {
        return 0;
    }
    const bool may_be_short = least == 2 || sign == U'/';  // "1.2.21" is a version
    const auto year = reader.digits(4, 4);
    const bool has_year = year ? is_year(*year) : may_be_short && reader.digits(2, 2);
    const bool starts_with_day = is_day(*first) && is_month(*second);
    const bool starts_with_month = sign != U'.' && is_month(*first) && is_day(*second);
    return has_year && (starts_with_day || starts_with_month) ? reader.at() : 0;
}

/// "2021年3月4日", "2021년 3월 4일"; the year or the day may be missing.
std::size_t with_counters(Reader reader) {
    const auto part = [&](std::size_t least, std::size_t most, std::initializer_list<char32_t> counters) {
        Reader trial = reader;
        trial.blank();
        const auto value = trial.digits(least, most);
        const auto reads = [&](char32_t counter) { return trial.sign(counter); };
        if (!value || !std::any_of(counters.begin(), counters.end(), reads)) {
            return 0u;
        }
        reader = trial;
        return *value;
    };
    const unsigned year = part(4, 4, {U'年', U'년'});
    const unsigned in_year = part(1, 2, {U'月', U'월'});
    if (!is_month(in_year)) {
        return 0;
    }
    const unsigned day = part(1, 2, {U'日', U'号', U'일'});
    return year != 0 || is_day(day) ? reader.at() : 0;
}

bool is_month_name(std::string_view word) {
    return (word_classes(word) & month) != 0;
}

bool is_capitalised(std::string_view word) {
    return glyph_at(word, 0).is(unicode::upper);
}

/// Whether a month is hardly another word: "may" and "march" are, if they are small.
bool is_surely_month(std::string_view word) {
    return is_capitalised(word) || (word.size() >= 5 && word != "march");
}

/// "May", "Sept": the months that are written before the day.
bool is_english_month(std::string_view word) {
    constexpr std::array<std::string_view, 12> names = {"january",   "february", "march",    "april",
                                                        "may",       "june",     "july",     "august",
                                                        "september", "october",  "november", "december"};
    if (!is_capitalised(word) || word.size() > 9) {
        return false;
    }
    std::array<char, 9> small{};
    std::transform(word.begin(), word.end(), small.begin(),
                   [](char c) { return static_cast<char>(is_ascii_upper(c) ? c + 32 : c); });
    const std::string_view key(small.data(), word.size());
    return key == "sept" || std::any_of(names.begin(), names.end(), [&](std::string_view name) {
               return key == name || (key.size() == 3 && name.starts_with(key));
           });
}

/// Moves over "of " or "de "; returns whether it stood there.
bool skip_of(Reader& reader) {
    Reader trial = reader;
    const std::string_view word = trial.word();
    if ((word != "of" && word != "de" && word != "del") || !trial.blank()) {
        return false;
    }
    reader = trial;
    return true;
}

/// The "rd" of "3rd".
bool skip_ordinal(Reader& reader) {
    Reader trial = reader;
    const std::string_view word = trial.word();
    for (const std::string_view ordinal : {"st", "nd", "rd", "th", "er", "º"}) {
        if (word == ordinal) {
            reader = trial;
            return true;
        }
    }
    return false;
}

/// ", 2021", " 2021", " de 2021".
bool read_year(Reader& reader) {
    Reader trial = reader;
    const bool comma = trial.sign(U',');
    if (!trial.blank() && !comma) {
        return false;
    }
    skip_of(trial);
    const auto year = trial.digits(4, 4);
    if (!year || !is_year(*year) || glues(trial.next())) {
        return false;
    }
    reader = trial;
    return true;
}

/// "-2021" or "/2021" of "3-May-2021", behind the month.
std::size_t joined_year(Reader reader, char32_t sign) {
    return reader.sign(sign) && (reader.digits(4, 4) || reader.digits(2, 2)) ? reader.at() : 0;
}

/// "3. Mai 2021", "3rd of May", "3 de mayo de 2021", "3-May-2021".
std::size_t day_then_month(Reader reader) {
    const auto day = reader.digits(1, 2);
    if (!day || !is_day(*day)) {
        return 0;
    }
    const char32_t joining = reader.sign(U'-') ? U'-' : reader.sign(U'/') ? U'/' : 0;
    bool of = false;
    if (joining == 0) {
        const bool dot = !skip_ordinal(reader) && reader.sign(U'.');
        if (!reader.blank() && !dot) {
            return 0;
        }
        of = skip_of(reader);
    }
    const std::string_view name = reader.word();
    if (!is_month_name(name)) {
        return 0;
    }
    if (joining != 0) {
        return joined_year(reader, joining);
    }
    Reader shortened = reader;
    shortened.sign(U'.');
    if (read_year(shortened)) {
        return shortened.at();
    }
    return of || is_surely_month(name) ? reader.at() : 0;
}

/// The word, and perhaps a full stop, before the blank that ends at `end`, not before `floor`. Empty: there is none.
Span word_before(std::string_view text, std::size_t end, std::size_t floor) {
    const Glyph blank = glyph_before(text, end);
    if (!blank.is(unicode::space)) {
        return {};
    }
    end -= blank.size;
    if (glyph_before(text, end) == U'.') {
        --end;
    }
    std::size_t begin = end;
    for (Glyph glyph = glyph_before(text, begin);
         glyph.is(unicode::letter | unicode::mark) && end - begin <= longest_listed_word;
         glyph = glyph_before(text, begin)) {
        begin -= glyph.size;
    }
    return begin < floor || joins_name(glyph_before(text, begin)) ? Span{} : Span{begin, end};
}

/// "May 3, 2021", "Sept. 3rd", "May 2021", "mayo de 2021": the number at `at` stands behind the month.
Span month_then_number(std::string_view text, std::size_t at, std::size_t floor) {
    Span before = word_before(text, at, floor);
    std::string_view name = text.substr(before.begin, before.size());
    Reader reader(text, at);
    if (is_english_month(name)) {
        const auto day = reader.digits(1, 2);
        if (day && is_day(*day)) {
            skip_ordinal(reader);
            const Glyph next = reader.next();
            const bool goes_on = next == U',' || next == U':' || next == U'%';
            const std::size_t behind = reader.at() + next.size;
            const bool dated = read_year(reader);
            return dated || !goes_on || !glyph_at(text, behind).is(unicode::decimal) ? Span{before.begin, reader.at()}
                                                                                     : Span{};
        }
    }
    const bool of = name == "de";
    if (of) {
        before = word_before(text, before.begin, floor);
        name = text.substr(before.begin, before.size());
    }
    const auto year = reader.digits(4, 4);
    const bool is_planet = name == "Mars";
    return year && is_year(*year) && is_month_name(name) && (of || is_surely_month(name)) && !is_planet
               ? Span{before.begin, reader.at()}
               : Span{};
}

}  // namespace

Span date_at(std::string_view text, std::size_t at, std::size_t floor) {
    const Reader reader(text, at);
    for (const std::size_t end : {year_first(reader), year_last(reader, 1), year_last(reader, 2)}) {
        if (end != 0 && ends_there(text, end)) {
            return {at, end};
        }
    }
    const Span behind_month = month_then_number(text, at, floor);
    if (behind_month.size() != 0 && ends_there(text, behind_month.end)) {
        return behind_month;
    }
    for (const std::size_t end : {day_then_month(reader), with_counters(reader)}) {
        if (end != 0 && ends_there(text, end)) {
            return {at, end};
        }
    }
    return {};
}

}  // namespace twicetold
