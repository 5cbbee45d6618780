#pragma once

#include <cstddef>
#include <string_view>

#include "twicetold/text/sentence_marks.hpp"

namespace twicetold {

/// Where a mark stands.
struct MarkContext {
    std::string_view text;  // up to the end of the paragraph
    std::size_t sentence_begin;
    bool in_bracket;  // within an open bracket
};

/// Whether the sentence ends behind `mark`, behind which `ahead` stands. Looks back at a bounded number of words.
[[nodiscard]] bool ends_sentence(const MarkContext& context, const Mark& mark, const Ahead& ahead);

}  // namespace twicetold
