#pragma once

#include <string_view>

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

}  // namespace twicetold
