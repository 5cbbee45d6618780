// What strip_repeats leaves of any texts, with good keys and with weak ones, against the obvious rules.

#include <array>

#include "fuzz.hpp"
#include "strip_reference.hpp"
#include "twicetold/dedup/strip_repeats.hpp"
#include "twicetold/text/utf8.hpp"

using namespace twicetold;
using fuzz::require;

namespace {

/// The text without what was cut.
std::string left_of(const std::string& text, std::span<const RowSpan> cuts) {
    std::string left;
    std::int64_t place = 0;
    auto cut = cuts.begin();
    for (std::size_t at = 0; at < text.size(); ++place) {
        const std::size_t size = decode_utf8(text, at).size;
        while (cut != cuts.end() && cut->end <= place) {
            ++cut;
        }
        left += cut != cuts.end() && cut->start <= place ? "" : text.substr(at, size);
        at += size;
    }
    return left;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) {
        return 0;
    }
    auto rows = fuzz::rows_of(fuzz::text_of(data + 1, std::min<std::size_t>(size - 1, 512)));
    for (auto& row : rows) {
        if (row && find_invalid_utf8(*row) != std::string::npos) {
            row.reset();  // code points are counted in well-formed texts
        }
    }
    static constexpr std::array units = {PassageUnit::paragraph, PassageUnit::sentence, PassageUnit::line};
    StripOptions options{units[data[0] % 3], 2 + data[0] / 3 % 2u, data[0] >= 128};
    const OwnTexts texts(rows);
    const Stripped found = strip_repeats(texts, options, {});
    const auto expected = reference::strip_repeats(rows, options.unit, options.min_texts, options.keep_first);
    auto cut = found.cuts.begin();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto begin = cut;
        while (cut != found.cuts.end() && cut->row == static_cast<std::int64_t>(row)) {
            ++cut;
        }
        require(!rows[row] || left_of(*rows[row], {begin, cut}) == *expected.left[row],
                "what is left is what the obvious rules leave");
    }
    require(cut == found.cuts.end(), "cuts come by row");
    options.key = [](std::string_view form) { return std::uint64_t{form.size() % 2}; };
    const Stripped weak = strip_repeats(texts, options, {});
    require(weak.cuts == found.cuts && weak.passages == found.passages, "keys that collide change nothing");
    return 0;
}
