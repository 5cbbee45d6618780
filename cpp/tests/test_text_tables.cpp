#include "twicetold/text/text_tables.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "twicetold/text/fold.hpp"
#include "twicetold/text/fold_spans.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/span_offsets.hpp"
#include "twicetold/text/tokens.hpp"

using namespace twicetold;

namespace {

using Rows = std::vector<std::optional<std::string>>;

/// Enough text for many chunks: other scripts, overlapping spans, empty and missing rows.
Rows many_rows() {
    const std::string words =
        "Ünï ＡＢ ﬁn ㍿ 東京へ 🚀 Dr. No left at 10 a.m. Then it rained.\n\n- item\n\nHeadline\n\n";
    Rows rows;
    for (std::size_t k = 0; k < 3000; ++k) {
        std::string text;
        for (std::size_t n = 0; n < k % 17; ++n) {
            text += words.substr(0, words.find(' ', (k * 7 + n) % 60)) + "\n" + words;
        }
        rows.push_back(k % 13 == 5 ? std::nullopt : std::optional(text));
    }
    return rows;
}

template <class Table>
std::size_t ends_of_rows(const Table& table, std::size_t row) {
    return static_cast<std::size_t>(table.offsets[row]);
}

void check_sentences(const SpanTable& table, std::size_t row, std::string_view text) {
    const auto expected = split_sentences(text);
    const std::size_t begin = ends_of_rows(table, row);
    REQUIRE(ends_of_rows(table, row + 1) - begin == expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k) {
        const Span span = expected[k].span;
        CHECK(table.texts[begin + k] == text.substr(span.begin, span.size()));
        CHECK(static_cast<std::size_t>(table.starts[begin + k]) == count_code_points(text.substr(0, span.begin)));
        CHECK(static_cast<std::size_t>(table.ends[begin + k]) == count_code_points(text.substr(0, span.end)));
        CHECK(table.kinds[begin + k] == static_cast<std::int8_t>(expected[k].kind));
    }
}

void check_tokens(const SpanTable& table, std::size_t row, std::string_view text) {
    TokenizedText expected;
    expected.assign(text);
    const std::size_t begin = ends_of_rows(table, row);
    REQUIRE(ends_of_rows(table, row + 1) - begin == expected.tokens().size());
    for (std::size_t k = 0; k < expected.tokens().size(); ++k) {
        const Token& token = expected.tokens()[k];
        CHECK(table.texts[begin + k] == expected.folded(token));
        CHECK(static_cast<std::size_t>(table.starts[begin + k]) ==
              count_code_points(text.substr(0, token.source.begin)));
        CHECK(static_cast<std::size_t>(table.ends[begin + k]) == count_code_points(text.substr(0, token.source.end)));
    }
}

}  // namespace

TEST_CASE("tables hold, row by row, what each text gives alone") {
    const Rows rows = many_rows();
    const OwnTexts texts(rows);
    REQUIRE(texts.chunks().size() > 5);
    const SpanTable sentences = sentence_table(texts, {1, {}});
    const SpanTable tokens = token_table(texts, {1, {}});
    const FoldTable folds = fold_table(texts, {1, {}});
    REQUIRE(sentences.rows() == rows.size());
    REQUIRE(tokens.rows() == rows.size());
    REQUIRE(folds.rows() == rows.size());
    CHECK(tokens.kinds.empty());
    for (std::size_t row = 0; row < rows.size(); row += 7) {
        CHECK(sentences.present[row] == rows[row].has_value());
        CHECK(folds.present[row] == rows[row].has_value());
        check_sentences(sentences, row, rows[row].value_or(""));
        check_tokens(tokens, row, rows[row].value_or(""));
        CHECK(folds.texts[row] == fold(rows[row].value_or("")));
    }
}

TEST_CASE("the number of threads does not change a table") {
    const OwnTexts texts(many_rows());
    const SpanTable one = token_table(texts, {1, {}});
    for (const std::size_t threads : {2, 7}) {
        const SpanTable other = token_table(texts, {threads, {}});
        CHECK(other.offsets == one.offsets);
        CHECK(other.texts.bytes == one.texts.bytes);
        CHECK(other.texts.offsets == one.texts.offsets);
        CHECK(other.starts == one.starts);
        CHECK(other.ends == one.ends);
        CHECK(other.present.bits == one.present.bits);
        CHECK(sentence_table(texts, {threads, {}}).kinds == sentence_table(texts, {1, {}}).kinds);
        CHECK(fold_table(texts, {threads, {}}).texts.bytes == fold_table(texts, {1, {}}).texts.bytes);
    }
}

TEST_CASE("a column without rows, or without a missing one, needs no bits of presence") {
    CHECK(sentence_table(OwnTexts({}), {1, {}}).rows() == 0);
    CHECK(fold_table(OwnTexts({}), {2, {}}).rows() == 0);
    const SpanTable table = token_table(OwnTexts({"a", "", "b"}), {1, {}});
    CHECK(table.present.missing == 0);
    CHECK(table.present.bits.empty());
    CHECK(table.offsets == std::vector<std::int64_t>{0, 1, 1, 2});
}

TEST_CASE("folded code points know what they come from") {
    const FoldSpans spans = fold_spans("OﬃcE\u0301!");
    CHECK(spans.folded == "officé!");
    CHECK(spans.starts == std::vector<std::int64_t>{0, 1, 1, 1, 2, 3, 5});
    CHECK(spans.ends == std::vector<std::int64_t>{1, 2, 2, 2, 3, 5, 6});
    CHECK(fold_spans("").starts.empty());
}

TEST_CASE("spans that overlap are counted in linear time") {
    std::string marks = "q";
    for (int k = 0; k < 50'000; ++k) {
        marks += k % 2 == 0 ? "\u0323" : "\u0307";  // one cluster: every folded mark comes from all of it
    }
    const FoldSpans spans = fold_spans(marks + "x");
    CHECK(spans.starts.size() == spans.ends.size());
    CHECK(spans.ends.back() == 50'002);
}
