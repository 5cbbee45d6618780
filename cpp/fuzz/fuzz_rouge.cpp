// Scores of any two texts against the definitions, and what must hold for every score.

#include <algorithm>
#include <array>

#include "fuzz.hpp"
#include "rouge_reference.hpp"
#include "twicetold/evaluation/rouge.hpp"

using namespace twicetold;
using fuzz::require;

namespace {

/// The lines of a text as the tokeniser has them.
reference::Text lines_of(RougeTokenizer& tokenizer, std::string_view text) {
    RougeText read;
    tokenizer.read(text, read);
    reference::Text lines;
    std::size_t begin = 0;
    for (const std::size_t end : read.line_ends) {
        lines.emplace_back(read.tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                           read.tokens.begin() + static_cast<std::ptrdiff_t>(end));
        begin = end;
    }
    require(begin == read.tokens.size(), "every token stands in a line");
    return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) {
        return 0;
    }
    const auto rows = fuzz::rows_of(fuzz::text_of(data + 1, std::min<std::size_t>(size - 1, 1024)));
    const RougeTokens kind = data[0] % 2 == 0 ? RougeTokens::english : RougeTokens::unicode;
    const bool stem = data[0] / 2 % 2 != 0;
    RougeTokenizer tokenizer(kind, stem);
    const auto candidate = lines_of(tokenizer, rows.front().value_or(""));
    const auto reference = lines_of(tokenizer, rows.back().value_or(""));
    const std::array first = {std::int64_t{0}, std::int64_t{1}};
    const RougeOptions options{{parse_rouge_measure("rouge1"), parse_rouge_measure("rouge3"),
                                parse_rouge_measure("rougeL"), parse_rouge_measure("rougeLsum")},
                               kind,
                               stem};
    const auto scores = rouge(OwnTexts({rows.front()}), OwnTexts({rows.back()}), first, options, {});
    require(scores[0] == reference::rouge_n(candidate, reference, 1), "rouge1 is that of the definition");
    require(scores[1] == reference::rouge_n(candidate, reference, 3), "rouge3 is that of the definition");
    require(scores[2] == reference::rouge_l(candidate, reference), "rougeL is that of the definition");
    require(scores[3] == reference::rouge_lsum(candidate, reference), "rougeLsum is that of the definition");
    for (const RougeScore& score : scores) {
        require(0 <= score.f1 && score.f1 <= 1 && score.precision <= 1 && score.recall <= 1, "scores are shares");
    }
    return 0;
}
