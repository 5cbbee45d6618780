#pragma once

#include <cstddef>
#include <string_view>

#include "twicetold/base/span.hpp"

namespace twicetold {

enum class LineShape : unsigned char {
    prose,
    list_item,
    heading,  // of Markdown
    apart,    // a date line, a table row, a rule of signs: nothing that goes on in another line
};

/// Lines that belong together: no sentence reaches beyond a paragraph.
struct Paragraph {
    Span span;  // no white space at either end; empty: there is no further paragraph
    LineShape shape = LineShape::prose;
    bool quoted = false;  // each of its lines has a QuotePrefix
};

/// What a text holds of the signs that lines are read by.
struct LineSigns {
    bool ascii = true;         // and nothing else
    bool rare_breaks = false;  // line breaks other than a line feed
    bool tabs = false;         // which separate the cells of a row,
    bool bars = false;         // as " | " does
};

/// Cuts a text into paragraphs, undoing hard wraps. A blank line, a form feed and U+2029
/// always end one; a single line break joins what was
/// wrapped and separates headings, list items, rows, short lines and, unless this block or one before shows that the
/// text is wrapped, lines of any width.
class Paragraphs {
  public:
    explicit Paragraphs(std::string_view text);

    [[nodiscard]] Paragraph next();

  private:
    struct Line {
        Span span;  // without white space at either end
        std::size_t begin = 0;
        std::size_t body = 0;   // where its text starts, behind a prefix of quoted mail
        std::size_t depth = 0;  // of that prefix
        std::size_t after = 0;  // where the next line starts
        std::size_t width = 0;  // code points up to the end of the line
        LineShape shape = LineShape::prose;

        [[nodiscard]] bool blank() const { return span.size() == 0; }
    };

    [[nodiscard]] Line read_line(std::size_t at) const;
    [[nodiscard]] std::size_t line_end(std::size_t at) const;
    [[nodiscard]] std::size_t line_after(std::size_t end) const;
    [[nodiscard]] bool ends_paragraph(std::size_t at) const;
    [[nodiscard]] std::size_t width(std::size_t begin, std::size_t end) const;
    [[nodiscard]] bool joins(const Line& line, const Line& next) const;
    [[nodiscard]] bool is_full(const Line& line, const Line& next) const;
    [[nodiscard]] bool is_wrapped_at(const Line& line, std::size_t reach) const;
    void advance();
    void skip_blank_lines();
    void enter_block();

    std::string_view text_;
    LineSigns signs_;
    Line line_;                   // the next to read
    std::size_t block_end_ = 0;   // the block of lines without a blank one that `line_` lies in
    std::size_t longest_ = 0;     // its longest line
    bool wrapped_ = false;        // it shows that it is wrapped
    std::size_t wrap_width_ = 0;  // of the last block that showed it, 0 for none
};

}  // namespace twicetold
