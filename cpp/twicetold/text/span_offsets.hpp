#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

/// Turns spans of bytes of one well-formed text into spans of code points. Begins and ends are counted apart where
/// spans overlap: if each of them rises from span to span, all together cost about two passes over the text, one where
/// no span overlaps the one before.
class SpanOffsets {
  public:
    explicit SpanOffsets(std::string_view text) : begins_(text), ends_(begins_) {}

    [[nodiscard]] Span operator()(Span bytes) {
        if (bytes.begin >= last_end_) {
            begins_ = ends_;  // what lies before was counted
        }
        last_end_ = bytes.end;
        return {begins_(bytes.begin), ends_(bytes.end)};
    }

  private:
    CodePointOffsets begins_;
    CodePointOffsets ends_;
    std::size_t last_end_ = 0;
};

/// Turns spans of bytes of one well-formed text, which may overlap and come in any order, into spans of code points.
/// One pass over the text, and sorting them.
[[nodiscard]] inline std::vector<Span> code_point_spans(std::string_view text, std::vector<Span> spans) {
    std::vector<std::size_t*> rising;
    for (Span& span : spans) {
        rising.insert(rising.end(), {&span.begin, &span.end});
    }
    std::ranges::sort(rising, {}, [](const std::size_t* offset) { return *offset; });
    CodePointOffsets offsets(text);
    for (std::size_t* offset : rising) {
        *offset = offsets(*offset);
    }
    return spans;
}

}  // namespace twicetold
