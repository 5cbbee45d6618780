#include "twicetold/text/entity_urls.hpp"

#include <algorithm>
#include <array>

#include "twicetold/text/entity_reader.hpp"

namespace twicetold {

namespace {

constexpr std::size_t longest_domain = 253;
constexpr std::array<std::string_view, 8> schemes = {"https", "http", "ftps", "sftp", "ftp", "wss", "ssh", "git"};

char small_letter(char c) {
    return static_cast<char>(is_ascii_upper(c) ? c + 32 : c);
}

std::size_t label_end(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    for (Glyph glyph = glyph_at(text, at); at - begin <= longest_domain; glyph = glyph_at(text, at)) {
        const bool belongs = glyph.is(unicode::letter | unicode::mark | unicode::decimal) || glyph == U'-';
        if (!belongs || (at > begin && leaves_ascii(text, at, glyph))) {
            break;
        }
        at += glyph.size;
    }
    while (at > begin && text[at - 1] == '-') {
        --at;
    }
    return at;
}

bool is_in_url(const Glyph& glyph) {
    if (glyph.size == 1) {
        constexpr std::string_view excluded = "\"<>\\^`{|}";
        return glyph.code_point > U' ' && glyph.code_point < 0x7F &&
               excluded.find(static_cast<char>(glyph.code_point)) == std::string_view::npos;
    }
    return glyph.is(unicode::letter | unicode::mark | unicode::number) && !glyph.is(unicode::emoji);
}

bool ends_nothing(char c) {
    constexpr std::string_view trailing = ".,;:!?'*([~";
    return trailing.find(c) != std::string_view::npos;
}

/// Keeps count of brackets.
class Brackets {
  public:
    /// Returns whether `glyph` closes what was not opened.
    bool unbalanced(const Glyph& glyph) {
        round_ += (glyph == U'(') - (glyph == U')');
        square_ += (glyph == U'[') - (glyph == U']');
        return round_ < 0 || square_ < 0;
    }

  private:
    std::ptrdiff_t round_ = 0;
    std::ptrdiff_t square_ = 0;
};

}  // namespace

Domain read_domain(std::string_view text, std::size_t at) {
    Domain domain{at, 0, {at, at}, false};
    const std::size_t begin = at;
    for (;;) {
        const std::size_t end = label_end(text, at);
        if (end == at || text[at] == '-' || end - begin > longest_domain) {
            return domain;
        }
        domain = {end, domain.labels + 1, {at, end}, false};
        const Glyph behind = glyph_at(text, end + 1);
        if (end >= text.size() || text[end] != '.' || !behind.is(unicode::letter | unicode::decimal)) {
            return domain;
        }
        if (domain.labels > 1 && behind.is(unicode::upper) && glyph_at(text, at).is(unicode::lower)) {
            domain.glued = true;
            return domain;
        }
        at = end + 1;
    }
}

bool may_end_domain(std::string_view label) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < label.size();) {
        const Glyph glyph = glyph_at(label, at);
        if (!glyph.is(unicode::letter | unicode::mark)) {
            return label.starts_with("xn--");
        }
        at += glyph.size;
        ++letters;
    }
    return letters >= 2;
}

std::size_t url_end(std::string_view text, std::size_t host) {
    const Domain domain = read_domain(text, host);
    if (domain.glued) {
        return domain.end;
    }
    std::size_t end = host;
    Brackets brackets;
    for (Glyph glyph = glyph_at(text, end); is_in_url(glyph); glyph = glyph_at(text, end)) {
        const bool closing_quote = glyph == U'\'' && !glyph_at(text, end + 1).is(unicode::letter | unicode::number);
        if (closing_quote || (end > host && leaves_ascii(text, end, glyph)) || brackets.unbalanced(glyph)) {
            break;
        }
        end += glyph.size;
    }
    while (end > host && ends_nothing(text[end - 1])) {
        --end;
    }
    return end;
}

std::size_t scheme_before(std::string_view text, std::size_t colon) {
    for (const std::string_view scheme : schemes) {
        const auto same = [](char a, char b) { return a == small_letter(b); };
        if (scheme.size() <= colon &&
            std::equal(scheme.begin(), scheme.end(), text.begin() + static_cast<std::ptrdiff_t>(colon - scheme.size()),
                       same)) {
            return scheme.size();
        }
    }
    return 0;
}

}  // namespace twicetold
