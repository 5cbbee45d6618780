#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/text/passages.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// A key of a passage's form by which equal ones are looked for. Different forms may have equal keys: then more is
/// compared, with the same result.
using PassageKey = std::uint64_t (*)(std::string_view form);
[[nodiscard]] std::uint64_t passage_key(std::string_view form);

struct StripOptions {
    PassageUnit unit = PassageUnit::paragraph;
    std::size_t min_texts = 10;
    bool keep_first = false;  // nothing is cut from the first text that has a passage
    PassageKey key = &passage_key;
};

/// Code points of a row's text.
struct RowSpan {
    std::int64_t row = -1;
    std::int64_t start = 0;
    std::int64_t end = 0;

    bool operator==(const RowSpan&) const = default;
};

/// A passage that is cut.
struct RepeatedPassage {
    std::int64_t texts = 0;         // that have it
    std::int64_t occurrences = 0;   // in all texts
    std::array<RowSpan, 3> places;  // the first in each of the first three texts; row -1: there are fewer

    bool operator==(const RepeatedPassage&) const = default;
};

/// How much is cut from a text.
struct RowCuts {
    std::int64_t passages = 0;
    std::int64_t chars = 0;  // code points, white space around them included

    bool operator==(const RowCuts&) const = default;
};

struct Stripped {
    std::vector<RowSpan> cuts;              // what cut_passages takes out of each text, by (row, start)
    std::vector<RowCuts> rows;              // of each text
    std::vector<std::int64_t> lengths;      // of each text, in code points; 0 for a missing one
    std::vector<RepeatedPassage> passages;  // most texts first, then most occurrences, then the first to be met
};

/// Finds the passages whose form (PassageForm) stands in at least `min_texts` different texts, and what is to be cut
/// from each text so that they are gone. A passage without a token is not counted and goes only between others
/// (Fate::follows).
///
/// Keys only choose what to compare: a passage goes if its whole form was found in as many texts. The same for any
/// number of threads. Throws std::invalid_argument if min_texts is below 2, or for 2^32 - 1 texts or more.
/// O(bytes): texts with a repeated passage are read three times, others once. Memory: 8 bytes a passage (24 a sentence)
/// and, while counting, 2 more a passage for each thread (up to 32); 32 bytes for each passage that may be repeated;
/// for each different one of these its text, its form and 300 bytes; for each thread a few times its longest text.
[[nodiscard]] Stripped strip_repeats(const TextSource& texts, const StripOptions& options, const Control& control);

}  // namespace twicetold
