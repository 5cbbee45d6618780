#include "twicetold/dedup/evidence.hpp"

#include <doctest/doctest.h>

#include <string>

#include "twicetold/text/span_offsets.hpp"

using namespace twicetold;

namespace {

using Texts = std::vector<std::string>;

Texts parts(const std::string& text, const std::vector<Span>& spans) {
    Texts result;
    for (const Span& span : spans) {
        result.push_back(text.substr(span.begin, span.size()));
    }
    return result;
}

}  // namespace

TEST_CASE("what the other text has anywhere is not called different") {
    const std::string left = "a b c d e X b c d e f g";
    const std::string right = "a b c d e f g";
    const Evidence evidence = compare(left, right, {});
    CHECK(parts(left, {evidence.passages.at(0).left, evidence.passages.at(1).left}) ==
          Texts{"b c d e f g", "a b c d e"});
    CHECK(parts(left, evidence.only_left) == Texts{"X"});
    CHECK(evidence.only_right.empty());
}

TEST_CASE("the share of tokens does not depend on the order of the texts") {
    const std::string once = "one two three four five six";
    const std::string twice = once + ". " + once + " seven";
    CHECK(compare(once, twice, {}).token_ratio == 18.0 / 19.0);
    CHECK(compare(twice, once, {}).token_ratio == 18.0 / 19.0);
}

TEST_CASE("only spans lie between what passages cover, at the ends too") {
    const std::string left = "x y, a b c z a b c; w";
    const Evidence evidence = compare(left, "a b c", {ShingleSpec::Unit::word, 3});
    CHECK(parts(left, evidence.only_left) == Texts{"x y", "z", "w"});
    CHECK(parts("a b", compare("", "a b", {}).only_right) == Texts{"a b"});
    CHECK(compare("?", "!", {}).only_left.empty());
}

TEST_CASE("a character that is shared in part is not called different") {
    const Evidence evidence = compare("x ½ a b", "2 a b", {ShingleSpec::Unit::word, 3});  // ½ folds to two tokens
    CHECK(parts("x ½ a b", {evidence.passages.at(0).left}) == Texts{"½ a b"});
    CHECK(parts("x ½ a b", evidence.only_left) == Texts{"x"});
}

TEST_CASE("spans in any order, nested and overlapping, become code points") {
    const std::string text = "aé東🚀b";  // begins at bytes 0, 1, 3, 6, 10
    CHECK(code_point_spans(text, {{3, 11}, {0, 1}, {6, 10}, {1, 10}, {11, 11}}) ==
          std::vector<Span>{{2, 5}, {0, 1}, {3, 4}, {1, 4}, {5, 5}});
}
