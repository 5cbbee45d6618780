#include "twicetold/text/entity_times.hpp"

#include <algorithm>
#include <array>

#include "twicetold/text/entity_reader.hpp"

namespace twicetold {

namespace {

constexpr std::array<std::string_view, 19> zones = {"UTC", "GMT",  "EST", "EDT", "CST",  "CDT", "MST",
                                                    "MDT", "PST",  "PDT", "CET", "CEST", "BST", "IST",
                                                    "JST", "AEST", "MSK", "Uhr", "h"};

/// " AM", "p.m.".
bool skip_meridiem(Reader& reader) {
    Reader trial = reader;
    trial.blank();
    const bool small = trial.sign(U'a') || trial.sign(U'p');
    if (!small && !trial.sign(U'A') && !trial.sign(U'P')) {
        return false;
    }
    const bool dotted = trial.sign(U'.');
    if (!trial.sign(small ? U'm' : U'M') || joins_name(trial.next())) {
        return false;
    }
    if (dotted) {
        trial.sign(U'.');
    }
    reader = trial;
    return true;
}

/// "+01:00", "-0500", "+2".
bool skip_offset(Reader& reader) {
    Reader trial = reader;
    if (!trial.sign(U'+') && !trial.sign(U'-') && !trial.sign(U'\u2212')) {
        return false;
    }
    if (!trial.digits(4, 4)) {
        if (!trial.digits(1, 2)) {
            return false;
        }
        Reader minutes = trial;
        trial = minutes.sign(U':') && minutes.digits(2, 2) ? minutes : trial;
    }
    if (glues(trial.next())) {
        return false;
    }
    reader = trial;
    return true;
}

/// "+01:00", behind seconds also "-05:00" and " -0500": behind minutes these are ranges, "10:30-11:00".
bool skip_whole_offset(Reader& reader, bool behind_seconds) {
    Reader trial = reader;
    const bool apart = behind_seconds && trial.blank();
    const bool plus = trial.next() == U'+';
    const std::size_t begin = trial.at();
    if ((!plus && !behind_seconds) || !skip_offset(trial) || trial.at() - begin < 5 ||
        (apart && trial.at() - begin > 5)) {
        return false;
    }
    reader = trial;
    return true;
}

/// " UTC", " GMT+2", "Z".
void skip_named_zone(Reader& reader) {
    Reader trial = reader;
    if (trial.sign(U'Z') && !joins_name(trial.next())) {
        reader = trial;
        return;
    }
    trial = reader;
    trial.blank();
    const std::string_view zone = trial.word();
    if (std::find(zones.begin(), zones.end(), zone) == zones.end() || joins_name(trial.next())) {
        return;
    }
    if (zone == "UTC" || zone == "GMT") {
        skip_offset(trial);
    }
    reader = trial;
}

/// ":30", ":15.250", behind the minutes. Returns whether seconds stand there.
bool skip_seconds(Reader& reader) {
    Reader trial = reader;
    const auto seconds = trial.sign(U':') ? trial.digits(2, 2) : std::nullopt;
    if (seconds && *seconds <= 60) {
        reader = trial;
    }
    Reader fraction = reader;
    if ((fraction.sign(U'.') || (seconds && fraction.sign(U','))) && fraction.digits(1, 9)) {
        reader = fraction;
    }
    return seconds.has_value();
}

/// Reads `sign` and two digits up to 59.
bool skip_minutes(Reader& reader, char32_t sign) {
    Reader trial = reader;
    const auto minutes = trial.sign(sign) ? trial.digits(2, 2) : std::nullopt;
    if (!minutes || *minutes > 59) {
        return false;
    }
    reader = trial;
    return true;
}

bool skip_word(Reader& reader, std::string_view word) {
    Reader trial = reader;
    trial.blank();
    if (trial.word() != word) {
        return false;
    }
    reader = trial;
    return true;
}

bool ends_there(const Reader& reader, std::string_view text) {
    const Glyph glyph = reader.next();
    const bool chains = glyph == U':' || glyph == U'/' || glyph == U'.';
    return !glues(glyph) && !(chains && glyph_at(text, reader.at() + glyph.size).is(unicode::decimal));
}

}  // namespace

std::size_t time_end(std::string_view text, std::size_t at) {
    Reader reader(text, at);
    const auto hour = reader.digits(1, 2);
    if (!hour || *hour > 24) {
        return 0;
    }
    const bool half_day = *hour >= 1 && *hour <= 12;
    if (skip_minutes(reader, U':')) {
        const bool seconds = skip_seconds(reader);
        if (half_day) {
            skip_meridiem(reader);
        }
        if (!skip_whole_offset(reader, seconds)) {
            skip_named_zone(reader);
        }
    } else if (!skip_minutes(reader, U'h')) {
        skip_minutes(reader, U'.');
        if (!(half_day && skip_meridiem(reader)) && !skip_word(reader, "Uhr")) {
            return 0;
        }
    }
    return ends_there(reader, text) ? reader.at() : 0;
}

}  // namespace twicetold
