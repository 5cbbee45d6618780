#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace twicetold {

/// A run of terminators with the quotes, brackets and footnote marks that close behind it, and what is invisible among
/// them: `?`, `…`, `. . .`, `!")[1]`.
struct Mark {
    std::size_t begin = 0;
    std::size_t end = 0;
    char32_t last = 0;            // the last terminator
    unsigned dots = 0;            // full stops of the last run; an ellipsis sign counts 3
    bool needs_no_space = false;  // 。and its like
    bool quote_closed = false;
    bool bracket_closed = false;
    bool footnote = false;
    bool spaced = false;  // ". . ."
};

/// Whether the straight quotes of a line up to some place pair. Asked from left to right it looks at each byte twice.
class QuoteWindow {
  public:
    explicit constexpr QuoteWindow(std::string_view quote) : quote_(quote) {}

    [[nodiscard]] std::string_view quote() const { return quote_; }

    /// Whether an odd number of them stands in the line of `at` before it, at most 256 bytes back. O(1) amortised.
    [[nodiscard]] bool is_odd_before(std::string_view text, std::size_t at);

  private:
    std::string_view quote_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool odd_ = false;  // of the quotes between
};

/// Those quotes that open and close alike; one for each pass over a text.
using LoneQuotes = std::array<QuoteWindow, 3>;
inline constexpr LoneQuotes lone_quotes = {QuoteWindow("``"), QuoteWindow("\""), QuoteWindow("'")};

/// The mark whose first terminator stands at `at`; its `end` is `at` if none stands there. O(its size) amortised.
[[nodiscard]] Mark mark_at(std::string_view text, std::size_t at, LoneQuotes& quotes);

/// What stands before a mark, back to a blank, an opening sign or a quote, which is none between Hebrew letters; at
/// most 48 bytes.
[[nodiscard]] std::string_view token_before(std::string_view text, std::size_t end);

/// What stands behind a mark.
struct Ahead {
    enum class Kind : std::uint8_t { nothing, capital, small, number, uncased, sign };

    Kind kind = Kind::nothing;   // a link behind white space counts as a capital
    std::size_t begin = 0;       // of the first sign that is no space
    std::size_t word_begin = 0;  // behind opening quotes, brackets, dashes and what is invisible
    std::string_view word;       // its letters, marks and digits, at most 32 bytes
    char32_t first = 0;          // the first sign that is seen
    bool space = false;          // white space stands before it
    bool opened = false;         // a quote or bracket opens before the word
    bool dash = false;
};

[[nodiscard]] Ahead look_ahead(std::string_view text, std::size_t at);

}  // namespace twicetold
