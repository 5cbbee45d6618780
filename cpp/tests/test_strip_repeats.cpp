#include "twicetold/dedup/strip_repeats.hpp"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <stdexcept>

#include "strip_reference.hpp"
#include "twicetold/text/utf8.hpp"

using namespace twicetold;
using reference::Rows;

namespace {

constexpr std::array units = {PassageUnit::paragraph, PassageUnit::sentence, PassageUnit::line};

/// Each text without what is cut from it.
Rows left_of(const Rows& rows, const Stripped& found) {
    Rows left = rows;
    for (std::size_t k = found.cuts.size(); k-- > 0;) {
        std::string& text = left[static_cast<std::size_t>(found.cuts[k].row)].value();
        const auto byte = [&](std::int64_t code_points) {
            std::size_t at = 0;
            for (; code_points > 0; --code_points) {
                at += decode_utf8(text, at).size;
            }
            return at;
        };
        const std::size_t end = byte(found.cuts[k].end);
        const std::size_t begin = byte(found.cuts[k].start);
        text.erase(begin, end - begin);
    }
    return left;
}

Stripped strip(const Rows& rows, const StripOptions& options, std::size_t threads = 1) {
    return strip_repeats(OwnTexts(rows), options, {threads, {}});
}

Rows stripped(const Rows& rows, const StripOptions& options) {
    return left_of(rows, strip(rows, options));
}

void check_equal(const Stripped& a, const Stripped& b) {
    CHECK(a.cuts == b.cuts);
    CHECK(a.lengths == b.lengths);
    CHECK(a.passages == b.passages);
    CHECK(a.rows == b.rows);
}

void check_with_reference(const Rows& rows, const StripOptions& options) {
    const Stripped found = strip(rows, options);
    const auto expected = reference::strip_repeats(rows, options.unit, options.min_texts, options.keep_first);
    CHECK(left_of(rows, found) == expected.left);
    std::vector<std::int64_t> cut;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        cut.push_back(found.rows[row].passages);
        const auto length = [](const auto& text) {
            return static_cast<std::int64_t>(count_code_points(text.value_or("")));
        };
        CHECK(found.lengths[row] == length(rows[row]));
        CHECK(found.rows[row].chars == length(rows[row]) - length(expected.left[row]));
    }
    CHECK(cut == expected.cut);
    std::vector<std::pair<std::int64_t, std::int64_t>> passages;
    for (const RepeatedPassage& passage : found.passages) {
        passages.emplace_back(passage.texts, passage.occurrences);
    }
    CHECK(passages == expected.passages);
}

}  // namespace

TEST_CASE("what many texts repeat is cut, whatever its case, width and white space") {
    const Rows rows{"Fog.\n\nAll rights\nreserved.", "ALL  RIGHTS RESERVED.\n\nRain.", "ａｌｌ rights reserved.",
                    std::nullopt};
    CHECK(stripped(rows, {PassageUnit::paragraph, 3}) == Rows{"Fog.", "Rain.", "", std::nullopt});
    CHECK(stripped(rows, {PassageUnit::paragraph, 4}) == rows);
    CHECK(stripped(rows, {PassageUnit::line, 2}) == Rows{"Fog.\n\nAll rights\nreserved.", "Rain.", "", std::nullopt});
}

TEST_CASE("a text counts once for a passage") {
    const Rows rows{"menu\nmenu\nmenu\nfog", "menu", "rain"};
    CHECK(stripped(rows, {PassageUnit::line, 3}) == rows);
    CHECK(stripped(rows, {PassageUnit::line, 2}) == Rows{"fog", "", "rain"});
    const Stripped found = strip(rows, {PassageUnit::line, 2});
    REQUIRE(found.passages.size() == 1);
    CHECK(found.passages[0] == RepeatedPassage{2, 4, {{{0, 0, 4}, {1, 0, 4}, {}}}});
    CHECK(found.rows[0] == RowCuts{3, 15});
}

TEST_CASE("the first text with a passage may keep it") {
    const Rows rows{"fog", "menu\nfog\nmenu", "rain\nfog", "menu"};
    CHECK(stripped(rows, {PassageUnit::line, 2, true}) == Rows{"fog", "menu\nmenu", "rain", ""});
}

TEST_CASE("of the white space around a cut the stretch that separates most stays") {
    const auto cut_line = [](const std::string& text) { return *stripped({text, "cut"}, {PassageUnit::line, 2})[0]; };
    CHECK(cut_line("a\ncut\nb") == "a\nb");
    CHECK(cut_line("a\n\ncut\n\nb") == "a\n\nb");
    CHECK(cut_line("a\ncut\n\nb") == "a\n\nb");
    CHECK(cut_line("a\r\ncut\r\n\r\nb\r\n") == "a\r\n\r\nb\r\n");
    CHECK(cut_line("a\ncut\n\ncut\nb") == "a\n\nb");
    CHECK(cut_line("a  \n  cut  \n    b") == "a  \n    b");
    CHECK(cut_line("\n\ncut\n\n  b\n") == "\n\n  b\n");
    CHECK(cut_line("a\n\ncut\n") == "a\n");
    CHECK(cut_line("\n cut\n\nCUT \n") == "");
    const auto cut_sentence = [](const std::string& text) {
        return *stripped({text, "It rained."}, {PassageUnit::sentence, 2})[0];
    };
    CHECK(cut_sentence("We left. It rained. They came.") == "We left. They came.");
    CHECK(cut_sentence("We left.\n\nIt rained. They came.") == "We left.\n\nThey came.");
    CHECK(cut_sentence("We left. It rained.\n\nThey came.") == "We left.\n\nThey came.");
}

TEST_CASE("what has no token goes with what stands around it") {
    const auto cut = [](const std::string& text) { return *stripped({text, "cut"}, {PassageUnit::line, 2})[0]; };
    CHECK(cut("-----\ncut\n-----") == "");
    CHECK(cut("a\n-----\ncut\n-----\nb") == "a\n-----\n-----\nb");
    CHECK(cut("a\ncut\n-----\ncut\nb") == "a\nb");
    CHECK(cut("a\n\ncut\n-----\n") == "a\n");
    CHECK(cut("-----\n-----") == "-----\n-----");
    CHECK(stripped({"-----", "-----"}, {PassageUnit::line, 2}) == Rows{"-----", "-----"});
}

TEST_CASE("passages come by their texts, occurrences and first place, with examples") {
    const Stripped found = strip({"b\na", "a\nb\nb\né c", "a b", "c\nc", "É  c", "b"}, {PassageUnit::line, 2});
    REQUIRE(found.passages.size() == 3);
    CHECK(found.passages[0] == RepeatedPassage{3, 4, {{{0, 0, 1}, {1, 2, 3}, {5, 0, 1}}}});
    CHECK(found.passages[1] == RepeatedPassage{2, 2, {{{0, 2, 3}, {1, 0, 1}, {}}}});
    CHECK(found.passages[2] == RepeatedPassage{2, 2, {{{1, 6, 9}, {4, 0, 4}, {}}}});
}

TEST_CASE("nothing repeats in no texts, missing texts, and fewer texts than asked") {
    CHECK(strip({}, {}).cuts.empty());
    CHECK(strip(Rows(20, std::nullopt), {}).rows.size() == 20);
    CHECK(strip(Rows(9, "a b c"), {}).cuts.empty());
    CHECK(strip(Rows(10, "a b c"), {}).cuts.size() == 10);
    CHECK(strip(Rows(10, ""), {}).cuts.empty());
    CHECK(strip(Rows(10, "a"), {PassageUnit::line, std::numeric_limits<std::size_t>::max()}).cuts.empty());
}

TEST_CASE("bad options are refused") {
    CHECK_THROWS_WITH_AS(strip({}, {PassageUnit::line, 1}), "min_texts must be at least 2, got 1",
                         std::invalid_argument);
    CHECK_THROWS_WITH_AS((void)parse_passage_unit("word"), "unit must be 'paragraph', 'sentence' or 'line', got 'word'",
                         std::invalid_argument);
}

TEST_CASE("random texts are stripped as the obvious rules say") {
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const Rows rows = reference::repeating_texts(seed, 1 + seed % 12);
        for (const PassageUnit unit : units) {
            check_with_reference(rows, {unit, 2 + seed % 3, seed % 2 == 1});
        }
    }
}

TEST_CASE("keys that collide delete nothing that is not repeated, and keep nothing that is") {
    static constexpr std::array<PassageKey, 3> weak = {
        [](std::string_view) { return std::uint64_t{0}; },
        [](std::string_view) { return ~std::uint64_t{0}; },
        [](std::string_view form) { return std::uint64_t{form.size() % 3}; },
    };
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        const Rows rows = reference::repeating_texts(seed, 12);
        StripOptions options{units[seed % 3], 3, seed % 2 == 1};
        const Stripped expected = strip(rows, options);
        for (const PassageKey key : weak) {
            options.key = key;
            check_equal(strip(rows, options), expected);
        }
    }
}

TEST_CASE("the number of threads changes nothing") {
    Rows rows = reference::repeating_texts(1, 40'000);
    for (std::size_t row = 0; row < rows.size(); row += 2) {
        rows[row] = rows[row].value_or("") + "\n\n" + std::string(80, 'x') + std::to_string(row / 4) + "\n\nmenu";
    }
    REQUIRE(OwnTexts(rows).chunks().size() > 7);
    for (const PassageKey key : {&passage_key, PassageKey([](std::string_view form) { return form.size() % 2 + 1; })}) {
        StripOptions options{PassageUnit::line, 2};
        options.key = key;
        // With weak keys all forms are compared with one another.
        const Rows own = key == &passage_key ? rows : reference::repeating_texts(2, 60'000);
        const Stripped one = strip(own, options, 1);
        CHECK(!one.cuts.empty());
        check_equal(strip(own, options, 2), one);
        check_equal(strip(own, options, 7), one);
    }
}

TEST_CASE("ill-formed UTF-8 and NUL are only text") {
    const Rows rows{std::string("a\0b\n\xFF\xFEz\nc", 9), std::string("A\0B\nc\xC2", 6), "\xFF\xFEZ"};
    check_with_reference(rows, {PassageUnit::line, 2});
    CHECK(strip(rows, {PassageUnit::line, 2}).passages.size() == 2);
}
