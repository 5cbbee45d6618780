#include "twicetold/text/entity_paths.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "twicetold/text/entity_reader.hpp"
#include "twicetold/text/entity_words.hpp"

namespace twicetold {

namespace {

constexpr std::size_t longest_extension = 10;
constexpr std::size_t longest_name = 255;
constexpr std::size_t most_versions = 4;
constexpr std::size_t longest_folder = 48;
constexpr std::array<std::string_view, 20> roots = {"usr",   "etc", "var",  "home", "tmp",   "opt",  "bin",
                                                    "sbin",  "lib", "dev",  "proc", "sys",   "root", "mnt",
                                                    "media", "srv", "boot", "run",  "lib64", "Users"};

bool is_separator(char c) {
    return c == '/' || c == '\\';
}

bool is_in_name(const Glyph& glyph) {
    if (glyph.size == 1) {
        const char c = static_cast<char>(glyph.code_point);
        constexpr std::string_view signs = "._-+~/\\";
        return is_ascii_letter(c) || is_ascii_digit(c) || signs.find(c) != std::string_view::npos;
    }
    return glyph.is(unicode::letter | unicode::mark | unicode::number) && !glyph.is(unicode::emoji);
}

std::size_t run_end(std::string_view text, std::size_t at) {
    for (Glyph glyph = glyph_at(text, at); is_in_name(glyph); glyph = glyph_at(text, at)) {
        at += glyph.size;
    }
    return at;
}

std::size_t alphanumeric_end(std::string_view text, std::size_t at) {
    while (at < text.size() && (is_ascii_letter(text[at]) || is_ascii_digit(text[at]))) {
        ++at;
    }
    return at;
}

/// In small letters if it is written in letters of one case; else empty.
std::string small(std::string_view word) {
    const bool uppers = std::any_of(word.begin(), word.end(), is_ascii_upper);
    const bool lowers = std::any_of(word.begin(), word.end(), is_ascii_lower);
    if (uppers && (lowers || word.size() == 1)) {
        return {};
    }
    std::string key(word);
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return static_cast<char>(is_ascii_upper(c) ? c + 32 : c); });
    return key;
}

/// Whether `base`, the last part of a path without its ending, is more than a plain word and more than a number.
bool is_no_word(std::string_view base, bool has_folder) {
    const auto is_sign = [](char c) { return is_ascii_digit(c) || c == '_' || c == '-' || c == '+'; };
    return has_folder || base.starts_with("lib") ||
           (std::any_of(base.begin(), base.end(), is_sign) && !std::all_of(base.begin(), base.end(), is_sign));
}

bool has_letter_or_digit(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Glyph glyph = glyph_at(text, at);
        if (glyph.is(unicode::letter | unicode::number)) {
            return true;
        }
        at += glyph.size;
    }
    return false;
}

/// Of a path: where its last part starts, and where it ends without full stops and hyphens behind it.
struct LastPart {
    std::string_view text;
    std::size_t begin;
    std::size_t end;
    bool has_folder;
};

/// The end of a file name behind its ending at `at`: ".6" of "libx.so.6" belongs to it. 0: it goes on as something
/// else.
std::size_t end_behind_extension(const LastPart& part, std::size_t at, std::string_view key) {
    for (std::size_t k = 0; k < most_versions && key == "so" && at + 1 < part.end && part.text[at] == '.'; ++k) {
        const std::size_t end = alphanumeric_end(part.text, at + 1);
        if (!std::all_of(part.text.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                         part.text.begin() + static_cast<std::ptrdiff_t>(end), is_ascii_digit)) {
            break;
        }
        at = end;
    }
    const Glyph next = glyph_at(part.text, at);
    const bool new_sentence = next == U'.' && glyph_at(part.text, at + 1).is(unicode::upper);
    const bool new_text = leaves_ascii(part.text, at, next);
    return at >= part.end || new_sentence || new_text ? at : 0;
}

/// The end of the file name whose ending starts behind the full stop at `dot`. 0: none.
std::size_t end_with_extension(const LastPart& part, std::size_t dot) {
    const std::size_t end =
        alphanumeric_end(part.text.substr(0, std::min(part.text.size(), dot + 2 + longest_extension)), dot + 1);
    const std::string key = small(part.text.substr(dot + 1, end - dot - 1));
    const std::uint32_t listed = entity_word(key);
    const std::string_view base = part.text.substr(part.begin, dot - part.begin);
    if ((listed & (extension | word_extension)) == 0 || !has_letter_or_digit(base)) {
        return 0;
    }
    const std::size_t stem = base.size() - (base.rfind('.') + 1);  // of "a.b.c" one letter
    const bool is_short = key.size() == 1 && stem < 2;
    const bool is_plain_word = (listed & extension) == 0 && !is_no_word(base, part.has_folder);
    const std::size_t name_end = is_short || is_plain_word ? 0 : end_behind_extension(part, end, key);
    std::string whole(
        part.text.substr(part.begin, std::min<std::size_t>(name_end == 0 ? 0 : name_end - part.begin, 24)));
    std::transform(whole.begin(), whole.end(), whole.begin(),
                   [](char c) { return static_cast<char>(is_ascii_upper(c) ? c + 32 : c); });
    return (entity_word(whole) & product) != 0 ? 0 : name_end;
}

/// "/usr/bin/env": at least two parts below a usual root.
bool is_absolute(std::string_view path) {
    if (!path.starts_with('/')) {
        return false;
    }
    const std::size_t end = path.find('/', 1);
    return end != std::string_view::npos && end + 1 < path.size() && path[end + 1] != '/' &&
           std::find(roots.begin(), roots.end(), path.substr(1, end - 1)) != roots.end();
}

/// Without hyphens and full stops before a name; "./" and "../" stay.
std::size_t name_begin(std::string_view run) {
    std::size_t begin = std::min(run.find_first_not_of("-+"), run.size());
    const std::size_t behind_dots = std::min(run.find_first_not_of('.', begin), run.size());
    const bool is_folder = behind_dots < run.size() && is_separator(run[behind_dots]) && behind_dots - begin <= 2;
    return is_folder ? begin : behind_dots;
}

}  // namespace

Span name_run(std::string_view text, std::size_t at, std::size_t floor) {
    std::size_t begin = at;
    for (Glyph glyph = glyph_before(text, begin); begin > floor && is_in_name(glyph);
         glyph = glyph_before(text, begin)) {
        begin -= glyph.size;
    }
    return {begin, run_end(text, at)};
}

Span file_name_in(std::string_view text, Span run) {
    run.begin += name_begin(text.substr(run.begin, run.size()));
    while (run.size() > 0 && (text[run.end - 1] == '.' || text[run.end - 1] == '-')) {
        --run.end;
    }
    const std::string_view path = text.substr(run.begin, run.size());
    const std::size_t separator = path.find_last_of("/\\");
    const bool has_folder = separator != std::string_view::npos;
    const LastPart part{text.substr(0, run.end), has_folder ? run.begin + separator + 1 : run.begin, run.end,
                        has_folder};
    for (std::size_t dot = run.end; dot > part.begin && part.end - part.begin <= longest_name; --dot) {
        if (text[dot - 1] == '.') {
            const std::size_t end = end_with_extension(part, dot - 1);
            if (end != 0) {
                return {run.begin, end};
            }
        }
    }
    return is_absolute(path) ? run : Span{};
}

std::size_t drive_path_end(std::string_view text, std::size_t at) {
    for (;;) {
        at = run_end(text, at);
        if (at >= text.size() || text[at] != ' ') {
            return at;
        }
        const std::string_view ahead = text.substr(at, longest_folder);
        const std::size_t stop =
            ahead.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ()_-.+");
        if (stop == std::string_view::npos || ahead[stop] != '\\') {
            return at;
        }
        at += stop;
    }
}

}  // namespace twicetold
