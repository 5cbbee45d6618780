#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"

namespace twicetold {

enum class SentenceKind : std::uint8_t {
    sentence,
    headline,  // a line of its own without a closing mark, above or between paragraphs
    list_item,
    fragment,  // a tail of handles and links, a date line, a table row
};

/// A span of the text with no white space at either end.
struct Sentence {
    Span span;
    SentenceKind kind = SentenceKind::sentence;
};

/// Splits `text` into sentences, in order. Everything but white space belongs to exactly one of them.
///
/// One pass over the text without a model: rules over tables of terminators, abbreviations and sentence starters.
/// O(bytes): every look-back and look-ahead is bounded. "" gives none.
[[nodiscard]] std::vector<Sentence> split_sentences(std::string_view text);

}  // namespace twicetold
