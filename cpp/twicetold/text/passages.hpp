#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/text/fold.hpp"

namespace twicetold {

/// What a text is cut into.
enum class PassageUnit : std::uint8_t {
    paragraph,  // lines with something on them, between blank ones
    sentence,   // as split_sentences tells them apart
    line,       // ends at \n, \r\n or \r
};

/// "paragraph", "sentence" or "line"; throws std::invalid_argument for any other name.
[[nodiscard]] PassageUnit parse_passage_unit(std::string_view name);

/// The passages of `text` replace what `passages` holds: in order, none empty, no white space at either end. All that
/// lies between them is white space. O(bytes).
void split_passages(std::string_view text, PassageUnit unit, std::vector<Span>& passages);

/// The form in which passages are compared: folded, each run of white space one blank, none at either end. Reused for
/// many passages, it keeps its memory.
class PassageForm {
  public:
    /// "" if the passage has no token: there is nothing in it to compare. Valid until the next call. O(bytes).
    [[nodiscard]] std::string_view operator()(std::string_view passage);

  private:
    FoldedText folded_;
    std::string form_;
};

}  // namespace twicetold
