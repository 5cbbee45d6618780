#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twicetold {

/// A folded text, and for each of its code points k the code points [starts[k], ends[k]) of the text that it comes
/// from. Both rise; code points that come from the same ones (a ligature's, a cluster's) share them.
struct FoldSpans {
    std::string folded;
    std::vector<std::int64_t> starts;
    std::vector<std::int64_t> ends;
};

/// Folds well-formed `text`. O(bytes log bytes).
[[nodiscard]] FoldSpans fold_spans(std::string_view text);

}  // namespace twicetold
