#include "twicetold/text/tokens.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "twicetold/base/hash.hpp"

using namespace twicetold;

namespace {

std::vector<std::string> tokens_of(std::string_view text) {
    TokenizedText tokenized;
    tokenized.assign(text);
    std::vector<std::string> tokens;
    for (const Token& token : tokenized.tokens()) {
        tokens.emplace_back(tokenized.folded(token));
    }
    return tokens;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("glued sentences give the same tokens as separated ones") {
    CHECK(tokens_of("closed.The") == tokens_of("closed. The"));
    CHECK(tokens_of("one,two/three_four-five") == Strings{"one", "two", "three", "four", "five"});
}

TEST_CASE("an apostrophe joins only inside a word") {
    CHECK(tokens_of("don't 'quoted' dogs' rock'n'roll") == Strings{"don't", "quoted", "dogs", "rock'n'roll"});
    CHECK(tokens_of("don\u2019t \u2019tis l\u2019\u00e9t\u00e9 a\u2019\u2019b") ==
          Strings{"don\u2019t", "tis", "l\u2019\u00e9t\u00e9", "a", "b"});
    CHECK(tokens_of("a'") == Strings{"a"});
    CHECK(tokens_of("'a") == Strings{"a"});
}

TEST_CASE("scripts written without spaces give a token a character, with its marks") {
    CHECK(tokens_of("新闻abc") == Strings{"新", "闻", "abc"});
    CHECK(tokens_of("你's") == Strings{"你", "s"});
    CHECK(tokens_of("กี่") == Strings{"กี่"});
}

TEST_CASE("emoji are tokens, skin tones and joiners are not") {
    CHECK(tokens_of("😀ok👍🏽x") == Strings{"😀", "ok", "👍", "x"});
    CHECK(tokens_of("🇺🇦") == Strings{"🇺", "🇦"});
}

TEST_CASE("width, case, ligatures, soft hyphens and composition do not hide a token") {
    CHECK(tokens_of("ﬁne") == Strings{"fine"});
    CHECK(tokens_of("ＡＢＣ") == Strings{"abc"});
    CHECK(tokens_of("co\u00adop") == Strings{"coop"});
    CHECK(tokens_of("cafe\u0301") == tokens_of("caf\u00e9"));
    CHECK(tokens_of("STRASSE straße") == Strings{"strasse", "strasse"});
}

TEST_CASE("a mark without a letter is no token") {
    CHECK(tokens_of("nero\u00b4s \u0301x a \u0301") == Strings{"nero", "s", "x", "a"});
}

TEST_CASE("spans of tokens lie in the original text") {
    const std::string text = "Ｘ co\u00adop cafe\u0301s! \u00bd";
    TokenizedText tokenized;
    tokenized.assign(text);
    std::vector<std::string> spans;
    for (const Token& token : tokenized.tokens()) {
        spans.push_back(text.substr(token.source.begin, token.source.size()));
    }
    CHECK(spans == Strings{"Ｘ", "co\u00adop", "cafe\u0301s", "\u00bd", "\u00bd"});
}

TEST_CASE("ignorables before, within and behind a text do not shift the spans of its tokens") {
    for (const std::string before : {"", "\uFEFF", "\u00AD\u200B"}) {
        for (const std::string within : {"", "\u200D"}) {
            for (const std::string behind : {"", "\uFEFF"}) {
                const std::string text = before + "the" + within + " ferry" + behind;
                CAPTURE(text);
                TokenizedText tokens;
                tokens.assign(text);
                REQUIRE(tokens.tokens().size() == 2);
                const Span ferry = tokens.tokens()[1].source;
                CHECK(text.substr(ferry.begin, 5) == "ferry");
                CHECK(ferry.size() == 5);
            }
        }
    }
}

TEST_CASE("text without tokens gives none") {
    CHECK(tokens_of("").empty());
    CHECK(tokens_of(" \n...—!?\xff\xfe").empty());
}

TEST_CASE("tokens stand where a search for their bytes finds them") {
    static const char* const pieces[] = {
        "word ",        "Don\u2019t ", "\u2026 ",    "\uFB01sh ",           "\u00AD", "\u0130x ", "\u00DF",
        "\u65B0\u95FB", "e\u0301 ",    "\U0001F600", "\u1112\u1161\u11AB ", ". "};
    std::mt19937_64 random(4);
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (std::size_t k = random() % 30; k > 0; --k) {
            text += pieces[random() % std::size(pieces)];
        }
        TokenizedText tokenized;
        tokenized.assign(text);
        FoldedText folded;
        folded.assign(text, FoldedText::Source::mapped);
        for (const Token& token : tokenized.tokens()) {
            const Span source = folded.source(token.folded.begin, token.folded.end);
            CHECK(token.source.begin == source.begin);
            CHECK(token.source.end == source.end);
        }
    }
}

TEST_CASE("hashes of tokens are those of the tokens, with all instructions the processor has") {
    const std::string_view units[] = {"a",      "be",      "token",  "antidisestablishmentarianism",
                                      " ",      ". ",      "'",      "''",
                                      "\u2019", "新",      "กี่",      "😀",
                                      "\u00e9", "e\u0301", "\u2600", "\u00b4"};
    std::mt19937 random(1);
    FoldedText scratch;
    for (int repeat = 0; repeat < 300; ++repeat) {
        std::string text;
        const std::size_t kinds = repeat % 3 == 0 ? 7 : std::size(units);  // ASCII, too
        const std::size_t count = random() % (repeat % 50 == 0 ? 20'000 : 700);
        for (std::size_t k = 0; k < count; ++k) {
            text += units[random() % kinds];
        }
        TokenizedText tokenized;
        tokenized.assign(text);
        std::vector<std::uint64_t> expected{7};
        for (const Token& token : tokenized.tokens()) {
            const std::string padded = std::string(tokenized.folded(token)) + std::string(16, '\0');
            expected.push_back(hash_token(padded.data(), token.folded.size()));
        }
        for (const Simd simd : {Simd::baseline, best_simd()}) {
            std::vector<std::uint64_t> hashes{7};
            hashes.resize(hash_tokens(text, scratch, hashes, 1, simd));
            CHECK(hashes == expected);
        }
    }
}
