#include "twicetold/text/entity_links.hpp"

#include <algorithm>
#include <array>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/text/entity_paths.hpp"
#include "twicetold/text/entity_reader.hpp"
#include "twicetold/text/entity_times.hpp"
#include "twicetold/text/entity_urls.hpp"
#include "twicetold/text/entity_words.hpp"

namespace twicetold {

namespace {

constexpr std::size_t longest_local_part = 64;
constexpr std::string_view fullwidth_hash = "＃";
constexpr std::string_view fullwidth_at = "＠";

constexpr std::array<bool, 256> is_sign = [] {
    std::array<bool, 256> signs{};
    for (const char c : {'@', '#', ':', '.', '/', '\xEF'}) {
        signs[static_cast<unsigned char>(c)] = true;
    }
    return signs;
}();

bool is_alphanumeric(const Glyph& glyph) {
    return glyph.is(unicode::letter | unicode::number);
}

bool is_in_local_part(const Glyph& glyph) {
    constexpr std::u32string_view signs = U"._%+-";
    return joins_name(glyph) || (glyph.size == 1 && signs.find(glyph.code_point) != std::u32string_view::npos);
}

std::size_t tag_end(std::string_view text, std::size_t at, bool& has_letter, bool one_script) {
    const std::size_t begin = at;
    for (Glyph glyph = glyph_at(text, at);; glyph = glyph_at(text, at)) {
        if (glyph != U'_' && !glyph.is(unicode::letter | unicode::mark | unicode::number)) {
            return at;
        }
        if (one_script && at > begin && leaves_ascii(text, at, glyph)) {
            return at;
        }
        has_letter = has_letter || glyph.is(unicode::letter);
        at += glyph.size;
    }
}

/// Where the URL in a run of name signs starts that has no scheme: "www.example.org", "t.co/x". npos: there is none.
std::size_t bare_url_begin(std::string_view text, Span run) {
    std::size_t begin = run.begin;
    while (begin < run.end && !is_alphanumeric(glyph_at(text, begin))) {
        begin += glyph_at(text, begin).size;
    }
    const Domain domain = read_domain(text.substr(0, run.end), begin);
    const std::string_view last = text.substr(domain.last.begin, domain.last.size());
    const std::string_view start = text.substr(begin, 4);
    if (start == "www." || start == "WWW." || start == "Www.") {
        return domain.labels >= 3 && may_end_domain(last) ? begin : std::string_view::npos;
    }
    const bool has_path = domain.end < run.end && text[domain.end] == '/';
    return has_path && domain.labels >= 2 && (entity_word(last) & top_domain) != 0 ? begin : std::string_view::npos;
}

std::size_t handle_end(std::string_view text, std::size_t begin) {
    bool has_letter = false;
    const std::size_t end = tag_end(text, begin, has_letter, true);
    const Glyph next = glyph_at(text, end);
    const Glyph behind = glyph_at(text, end + next.size);
    const bool is_code = next == U'(' || next == U'{' || ((next == U'/' || next == U'-') && is_alphanumeric(behind)) ||
                         (next == U'.' && behind.is(unicode::lower));
    if (!has_letter || glyph_at(text, begin).is(unicode::mark) || is_code || time_end(text, begin) != 0) {
        return 0;
    }
    const Domain server = next == U'@' ? read_domain(text, end + 1) : Domain{};
    return server.labels >= 2 ? server.end : end;
}

}  // namespace

std::optional<Entity> Links::next() {
    while (at_ < text_.size()) {
        pace_.at(at_);
        if (!is_sign[static_cast<unsigned char>(text_[at_])]) {
            ++at_;
            continue;
        }
        const std::size_t sign = at_;
        if (const auto found = read(); found && found->span.end > sign) {
            at_ = floor_ = found->span.end;
            return found;
        }
        at_ = std::max(at_, sign + 1);
    }
    return {};
}

std::optional<Entity> Links::read() {
    switch (text_[at_]) {
        case '@': return read_at_sign(1);
        case '#': return read_hash(1);
        case ':': return read_colon();
        case '.': return is_alphanumeric(glyph_at(text_, at_ + 1)) ? read_name() : std::nullopt;
        case '/': return joins_name(glyph_before(text_, at_)) ? std::nullopt : read_name();
        default: break;
    }
    const std::string_view sign = text_.substr(at_, fullwidth_at.size());
    if (sign == fullwidth_at) {
        return read_at_sign(sign.size());
    }
    return sign == fullwidth_hash ? read_hash(sign.size()) : std::nullopt;
}

/// "http://…", "C:\\…".
std::optional<Entity> Links::read_colon() {
    const std::string_view behind = text_.substr(at_ + 1, 2);
    const std::size_t host = at_ + 3;
    const std::size_t scheme = behind == "//" ? scheme_before(text_, at_) : 0;
    const Glyph first = glyph_at(text_, host);
    if (scheme != 0 && at_ - scheme >= floor_ && (is_alphanumeric(first) || first == U'[')) {
        const std::size_t end = url_end(text_, host);
        return end > host ? std::optional(Entity{{at_ - scheme, end}, EntityKind::url}) : std::nullopt;
    }
    if (!behind.starts_with('/') && !behind.starts_with('\\')) {
        return {};
    }
    const bool has_drive = at_ > floor_ && is_ascii_letter(text_[at_ - 1]) && !joins_name(glyph_before(text_, at_ - 1));
    const std::size_t end = behind == "//" || !has_drive ? 0 : drive_path_end(text_, at_ + 2);
    if (end > at_ + 2) {
        return Entity{{at_ - 1, end}, EntityKind::file_name};
    }
    at_ = name_run(text_, at_ + 1, at_ + 1).end;
    return {};
}

std::optional<Entity> Links::read_at_sign(std::size_t sign_size) {
    const Glyph before = glyph_before(text_, at_);
    const std::size_t begin = at_ + sign_size;
    if (joins_name(before)) {
        const Span email = email_around(at_, begin);
        return email.size() == 0 ? std::nullopt : std::optional(Entity{email, EntityKind::email});
    }
    const std::size_t end = before == U'@' || before == U'＠' ? 0 : handle_end(text_, begin);
    return end == 0 ? std::nullopt : std::optional(Entity{{at_, end}, EntityKind::handle});
}

Span Links::email_around(std::size_t sign, std::size_t domain_begin) const {
    std::size_t begin = sign;
    while (begin > floor_ && sign - begin <= longest_local_part) {
        const Glyph glyph = glyph_before(text_, begin);
        const bool leaves = begin < sign && glyph.is(unicode::letter) && !glyph.is(unicode::upper | unicode::lower) &&
                            is_ascii_letter(text_[begin]);
        if (!is_in_local_part(glyph) || leaves) {
            break;
        }
        begin -= glyph.size;
    }
    while (!joins_name(glyph_at(text_, begin)) && begin < sign) {
        ++begin;
    }
    const Domain domain = read_domain(text_, domain_begin);
    const Glyph next = glyph_at(text_, domain.end);
    const bool goes_on =
        next == U'@' || next == U'_' || (next == U':' && is_alphanumeric(glyph_at(text_, domain.end + 1)));
    const bool whole = begin < sign && sign - begin <= longest_local_part && domain.labels >= 2 && !goes_on;
    return whole && may_end_domain(text_.substr(domain.last.begin, domain.last.size())) ? Span{begin, domain.end}
                                                                                        : Span{};
}

std::optional<Entity> Links::read_hash(std::size_t sign_size) {
    const Glyph before = glyph_before(text_, at_);
    const bool follows_entity = at_ == floor_ && at_ > 0;  // the closing sign of "#话题#"
    const bool is_anchor = text_.substr(0, at_).ends_with("](") || text_.substr(0, at_).ends_with("]: ");
    if (joins_name(before) || follows_entity || is_anchor || before == U'&' || before == U'<' || before == U'#' ||
        before == U'/') {
        return {};
    }
    bool has_letter = false;
    const std::size_t begin = at_ + sign_size;
    const std::size_t end = tag_end(text_, begin, has_letter, false);
    if (!has_letter || glyph_at(text_, begin).is(unicode::mark)) {
        return {};
    }
    return Entity{{at_, end}, EntityKind::hashtag};
}

/// A host or file name around a full stop or slash. One that an "@" or "://" follows is left to them.
std::optional<Entity> Links::read_name() {
    const Span run = name_run(text_, at_, floor_);
    at_ = run.end;
    const std::string_view behind = text_.substr(run.end, 3);
    if (behind.starts_with('@') || behind == "://") {
        return {};
    }
    if (const std::size_t begin = bare_url_begin(text_, run); begin != std::string_view::npos) {
        return Entity{{begin, url_end(text_, begin)}, EntityKind::url};
    }
    const Span file = file_name_in(text_, run);
    return file.size() == 0 ? std::nullopt : std::optional(Entity{file, EntityKind::file_name});
}

}  // namespace twicetold
