#include "twicetold/text/fold_spans.hpp"

#include "twicetold/text/fold.hpp"
#include "twicetold/text/span_offsets.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

FoldSpans fold_spans(std::string_view text) {
    FoldedText folded;
    folded.assign(text, FoldedText::Source::mapped);
    const std::string_view bytes = folded.bytes();
    FoldSpans result{std::string(bytes), {}, {}};
    result.starts.reserve(count_code_points(bytes));
    result.ends.reserve(count_code_points(bytes));
    SpanOffsets offsets(text);
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t next = at + decode_utf8(bytes, at).size;
        const Span source = offsets(folded.source(at, next));
        result.starts.push_back(static_cast<std::int64_t>(source.begin));
        result.ends.push_back(static_cast<std::int64_t>(source.end));
        at = next;
    }
    return result;
}

}  // namespace twicetold
