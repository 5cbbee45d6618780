#include "twicetold/text/sentence_lines.hpp"

#include <algorithm>
#include <cstdint>

#include "twicetold/text/sentence_dates.hpp"
#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentence_lists.hpp"
#include "twicetold/text/sentence_words.hpp"

namespace twicetold {

namespace {

/// Lines are wrapped at a width between these.
constexpr std::size_t narrowest_wrap = 40;
constexpr std::size_t widest_wrap = 200;
constexpr std::size_t longest_salutation = 40;
constexpr std::size_t fewest_cells = 3;
constexpr std::size_t longest_cell = 40;

LineSigns signs_in(std::string_view text) {
    const auto has = [text](auto sign) { return text.find(sign) != std::string_view::npos; };
    LineSigns signs{.ascii = is_ascii(text), .tabs = has('\t'), .bars = has('|') && has(" | ")};
    signs.rare_breaks =
        has('\r') || has('\f') || has('\v') || (!signs.ascii && (has("\u0085") || has("\u2028") || has("\u2029")));
    return signs;
}

bool is_line_break(const Glyph& glyph) {
    return (glyph.code_point >= U'\n' && glyph.code_point <= U'\r') || glyph == U'\u0085' || glyph == U'\u2028' ||
           glyph == U'\u2029';
}

/// A form feed or a paragraph separator.
bool is_paragraph_break(const Glyph& glyph) {
    return glyph == U'\f' || glyph == U'\u2029';
}

bool is_markdown_heading(std::string_view line) {
    const std::size_t signs = std::min(line.find_first_not_of('#'), line.size());
    return signs >= 1 && signs <= 6 && signs < line.size() && line[signs] == ' ';
}

/// Code points of the word at `at`; a letter of a script without spaces is a word.
std::size_t word_width(std::string_view text, std::size_t at) {
    std::size_t width = 0;
    for (Glyph glyph = glyph_at(text, at); glyph.size != 0 && !glyph.is(unicode::space) && width < widest_wrap;
         glyph = glyph_at(text, at)) {
        ++width;
        if (glyph.is(unicode::spaceless)) {
            break;
        }
        at += glyph.size;
    }
    return width;
}

/// Whether `line` is at least three short cells between signs `separator`.
bool has_cells(std::string_view line, std::string_view separator) {
    std::size_t cells = 1;
    std::size_t begin = 0;
    for (std::size_t at = line.find(separator); at != std::string_view::npos; at = line.find(separator, begin)) {
        if (at - begin > longest_cell) {
            return false;
        }
        ++cells;
        begin = at + separator.size();
    }
    return cells >= fewest_cells && line.size() - begin <= longest_cell;
}

bool is_table_row(std::string_view line, const LineSigns& text_has) {
    const bool cells = (text_has.tabs && has_cells(line, "\t")) || (text_has.bars && has_cells(line, " | "));
    return line.front() == '|' || (cells && !glyph_before(line, line.size()).is(unicode::terminal));
}

LineShape shape_of(std::string_view line, const LineSigns& text_has) {
    if (line.empty()) {  // nothing but ">"
        return LineShape::apart;
    }
    if (line.front() == '#') {
        return is_markdown_heading(line) ? LineShape::heading : LineShape::prose;
    }
    if (is_table_row(line, text_has) || is_date_line(line)) {
        return LineShape::apart;
    }
    const ListMark mark = list_mark_at(line, 0);
    // "World War" may stand before "II. It …".
    const bool may_go_on = mark.closing == '.' && is_ascii_upper(line.front());
    return mark && !may_go_on ? LineShape::list_item : LineShape::prose;
}

bool is_comma(const Glyph& glyph) {
    return glyph == U',' || glyph == U'、' || glyph == U'，' || glyph == U'،';
}

bool closes_or_continues(const Glyph& glyph) {
    return is_comma(glyph) || glyph == U'.' || glyph == U';' || glyph == U':' || glyph == U'!' || glyph == U'?' ||
           glyph.is(unicode::close);
}

/// What the lines of a block tell about whether they were wrapped. The reach of a line is the width it would have if
/// the first word of the next were in it.
class WrapSigns {
  public:
    /// The line behind one that is closed, or not, and has the reach `reach`, starts with `first`.
    void note(const Glyph& first, bool closed, std::size_t reach) {
        if (first.is(unicode::lower)) {
            small_reach_ = std::max(small_reach_, reach);
        } else if (!closed && first.is(unicode::letter) && !first.is(unicode::upper)) {
            ++uncased_;
            uncased_reach_ = std::min(uncased_reach_, reach);
        }
    }

    /// Whether a full line goes on with a small letter or, in a script that has none, every open line is full.
    [[nodiscard]] bool show_wrap(std::size_t longest) const {
        return small_reach_ > longest || (uncased_ >= 2 && uncased_reach_ > longest);
    }

  private:
    std::size_t small_reach_ = 0;           // the greatest before a small letter
    std::size_t uncased_ = 0;               // open lines before a letter of a script without capitals
    std::size_t uncased_reach_ = SIZE_MAX;  // their smallest
};

/// Whether `line` ends with a small closed-class word: "the", "of".
bool ends_openly(std::string_view line) {
    const std::string_view word = line.substr(line.find_last_of(" \t") + 1);
    return !word.empty() && is_ascii_lower(word[0]) && word_classes(word, starter) != 0;
}

}  // namespace

Paragraphs::Paragraphs(std::string_view text) : text_(text), signs_(signs_in(text)) {
    advance();
}

std::size_t Paragraphs::line_end(std::size_t at) const {
    if (!signs_.rare_breaks) {
        return std::min(text_.find('\n', at), text_.size());
    }
    for (Glyph glyph = glyph_at(text_, at); glyph.size != 0 && !is_line_break(glyph); glyph = glyph_at(text_, at)) {
        at += glyph.size;
    }
    return at;
}

std::size_t Paragraphs::width(std::size_t begin, std::size_t end) const {
    return signs_.ascii ? end - begin : count_code_points(text_.substr(begin, end - begin));
}

/// Where the line behind the one that ends at `end` starts.
std::size_t Paragraphs::line_after(std::size_t end) const {
    return end + (text_.substr(end, 2) == "\r\n" ? 2u : glyph_at(text_, end).size);
}

/// All of a line but its shape.
Paragraphs::Line Paragraphs::read_line(std::size_t at) const {
    Line line;
    const std::size_t end = line_end(at);
    line.begin = at;
    line.after = line_after(end);
    line.span.begin = std::min(skip_space(text_.substr(0, end), at), end);
    line.span.end = trim_space_before(text_, line.span.begin, end);
    const QuotePrefix prefix = quote_prefix_at(text_.substr(0, line.span.end), line.span.begin);
    line.body = prefix.body;
    line.depth = prefix.depth;
    line.width = width(at, end);
    return line;
}

/// Whether the line break before `at` is one that ends a paragraph.
bool Paragraphs::ends_paragraph(std::size_t at) const {
    return signs_.rare_breaks && is_paragraph_break(glyph_before(text_, at));
}

void Paragraphs::enter_block() {
    longest_ = line_.width;
    block_end_ = line_.after;
    WrapSigns signs;
    std::size_t last_width = line_.width;
    std::size_t last_end = line_.span.end;
    while (block_end_ < text_.size() && !ends_paragraph(block_end_)) {
        const std::size_t end = line_end(block_end_);
        const std::size_t begin = skip_space(text_.substr(0, end), block_end_);
        if (begin >= end) {
            break;  // a blank line
        }
        const QuotePrefix prefix = quote_prefix_at(text_.substr(0, end), begin);
        if (prefix.depth != line_.depth || prefix.body >= end) {
            break;  // another voice, or a blank line of a quotation
        }
        const Glyph first = glyph_at(text_, prefix.body);
        if (first.is(unicode::letter) && !first.is(unicode::upper)) {
            const bool closed = glyph_before(text_, trim_space_before(text_, 0, last_end)).is(unicode::terminal);
            signs.note(first, closed, last_width + 1 + word_width(text_, prefix.body));
        }
        last_width = width(block_end_, end);
        last_end = end;
        longest_ = std::max(longest_, last_width);
        block_end_ = line_after(end);
    }
    wrapped_ = signs.show_wrap(longest_) && longest_ >= narrowest_wrap && longest_ <= widest_wrap;
    wrap_width_ = wrapped_ ? longest_ : wrap_width_;
}

/// Reads the next line of the block.
void Paragraphs::advance() {
    line_ = read_line(line_.after);
    if (!line_.blank()) {
        line_.shape = shape_of(text_.substr(line_.body, line_.span.end - line_.body), signs_);
    }
}

void Paragraphs::skip_blank_lines() {
    if (!line_.blank()) {
        return;
    }
    std::size_t begin = line_.after;
    std::size_t at = begin;
    for (Glyph glyph = glyph_at(text_, at); glyph.is(unicode::space); glyph = glyph_at(text_, at)) {
        at += glyph.size;
        begin = is_line_break(glyph) ? at : begin;
    }
    line_.after = begin;
    advance();
}

bool Paragraphs::joins(const Line& line, const Line& next) const {
    if (next.shape != LineShape::prose || line.shape == LineShape::apart || line.shape == LineShape::heading) {
        return false;
    }
    if (is_full(line, next)) {
        return true;
    }
    const Glyph last = glyph_before(text_, line.span.end);
    const Glyph first = glyph_at(text_, next.body);
    if (last == U':') {
        return false;
    }
    if (is_comma(last)) {
        // "Dear Ann," and "Regards," are lines of their own.
        return !first.is(unicode::upper) || line.width > longest_salutation;
    }
    // A line far shorter than the others was not wrapped; one that is closed needs nothing more.
    const bool goes_on = line.width * 3 >= longest_ && !last.is(unicode::terminal);
    return closes_or_continues(first) || (first.is(unicode::lower) && goes_on);
}

/// Whether the first word of `next` had no room in `line`.
bool Paragraphs::is_full(const Line& line, const Line& next) const {
    if (longest_ < narrowest_wrap || longest_ > widest_wrap) {
        return false;
    }
    const std::size_t reach = line.width + 1 + word_width(text_, next.body);
    return reach > longest_ && is_wrapped_at(line, reach);
}

/// Whether more than the width of `line`, full for its block, speaks for a wrap. A blank at its end does (RFC 3676).
bool Paragraphs::is_wrapped_at(const Line& line, std::size_t reach) const {
    const std::size_t end = line.span.end;
    const bool flowed = text_[end] == ' ' && end + 1 < text_.size() && is_line_break(glyph_at(text_, end + 1));
    return wrapped_ || flowed || (wrap_width_ != 0 && reach > wrap_width_) ||
           ends_openly(text_.substr(line.span.begin, line.span.size()));
}

Paragraph Paragraphs::next() {
    skip_blank_lines();
    if (line_.blank()) {
        return {};
    }
    if (line_.begin >= block_end_) {
        enter_block();
    }
    Paragraph paragraph{line_.span, line_.shape, line_.depth > 0};
    for (Line line = line_;; line = line_) {
        advance();
        if (line.after >= block_end_ || !joins(line, line_)) {
            return paragraph;
        }
        paragraph.span.end = line_.span.end;
    }
}

}  // namespace twicetold
