#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// Texts one behind the other: text k is the bytes [offsets[k], offsets[k + 1]).
struct FlatTexts {
    std::vector<std::int64_t> offsets = {0};
    std::string bytes;

    [[nodiscard]] std::size_t size() const { return offsets.size() - 1; }
    [[nodiscard]] std::string_view operator[](std::size_t k) const {
        return {bytes.data() + offsets[k], static_cast<std::size_t>(offsets[k + 1] - offsets[k])};
    }
    void push_back(std::string_view text);
};

/// Which rows have a text. Bit `row` of `bits`, lowest first, is 1 for them; without a missing one there are no bits.
struct Presence {
    std::vector<std::uint8_t> bits;
    std::size_t missing = 0;

    [[nodiscard]] bool operator[](std::size_t row) const { return missing == 0 || (bits[row / 8] >> (row % 8) & 1); }
};

/// Spans found in a column of texts, in flat memory: row k has the spans [offsets[k], offsets[k + 1]), a missing row
/// none. Span k says `texts[k]` and stands at the code points [starts[k], ends[k]) of its row's text.
struct SpanTable {
    Presence present;
    std::vector<std::int64_t> offsets = {0};
    FlatTexts texts;
    std::vector<std::int64_t> starts;
    std::vector<std::int64_t> ends;
    std::vector<std::int8_t> kinds;  // SentenceKind; empty for tokens

    [[nodiscard]] std::size_t rows() const { return offsets.size() - 1; }
};

/// A folded text for each row, "" for a missing one.
struct FoldTable {
    Presence present;
    FlatTexts texts;

    [[nodiscard]] std::size_t rows() const { return texts.size(); }
};

/// What split_sentences, TokenizedText and fold give for each row, on control.threads threads; the same for any number
/// of them. While the parts that threads made are joined, about twice the result is in memory.
[[nodiscard]] SpanTable sentence_table(const TextSource& texts, const Control& control);
[[nodiscard]] SpanTable token_table(const TextSource& texts, const Control& control);
[[nodiscard]] FoldTable fold_table(const TextSource& texts, const Control& control);

}  // namespace twicetold
