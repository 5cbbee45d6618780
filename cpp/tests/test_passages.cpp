#include "twicetold/text/passages.hpp"

#include <doctest/doctest.h>

#include "strip_reference.hpp"

using namespace twicetold;

namespace {

using Strings = std::vector<std::string>;

Strings split(std::string_view text, PassageUnit unit) {
    std::vector<Span> spans(3);
    split_passages(text, unit, spans);
    Strings passages;
    for (const Span span : spans) {
        passages.emplace_back(text.substr(span.begin, span.size()));
    }
    return passages;
}

}  // namespace

TEST_CASE("lines end at each kind of line break, and blank ones are no passages") {
    CHECK(split("a b\n\n  c \r\nd\re\u2028f\n", PassageUnit::line) == Strings{"a b", "c", "d", "e\u2028f"});
    CHECK(split("", PassageUnit::line).empty());
    CHECK(split(" \n\u00a0\r\n\t", PassageUnit::line).empty());
}

TEST_CASE("paragraphs are lines between blank ones") {
    CHECK(split("\n a\nb \n \u00a0\nc\r\nd\r\n\r\ne", PassageUnit::paragraph) == Strings{"a\nb", "c\r\nd", "e"});
    CHECK(split("a\r\rb", PassageUnit::paragraph) == Strings{"a", "b"});
}

TEST_CASE("sentences are those of the splitter") {
    CHECK(split("It rained.We left.\nHome", PassageUnit::sentence) == Strings{"It rained.", "We left.", "Home"});
}

TEST_CASE("forms are folded and have single blanks for white space") {
    PassageForm form;
    CHECK(form("ＡＬＬ \t Rights\r\n reserved\u1680of\u2028\u0085Straße") == "all rights reserved of strasse");
    CHECK(form("\u200b a \u200b") == "a");
    CHECK(form("") == "");
    CHECK(form("--- ***") == "");
    CHECK(form("🚀") == "🚀");
}

TEST_CASE("forms of any text are as the obvious rules say") {
    static const char* const pieces[] = {"a",       " ",      "  ",     "\n",     "\t",     "\v",     "é",
                                         "e\u0301", "\u00a0", "\u0085", "\u1680", "\u2003", "\u2028", "\u3000",
                                         "\u200b",  "東京",   "\u2019", "\u1e9e", "\u00b4", "word"};
    PassageForm form;
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        std::mt19937 random(seed);
        std::string text;
        for (std::size_t n = random() % 60; n > 0; --n) {
            text += pieces[random() % std::size(pieces)];
        }
        CAPTURE(text);
        CHECK(form(text) == reference::form_of(text));
    }
}
