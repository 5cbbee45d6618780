#include "twicetold/evaluation/rouge.hpp"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>
#include <string>

#include "rouge_reference.hpp"

using namespace twicetold;

namespace {

const std::vector<RougeMeasure> all_measures = {parse_rouge_measure("rouge1"), parse_rouge_measure("rouge2"),
                                                parse_rouge_measure("rouge5"), parse_rouge_measure("rougeL"),
                                                parse_rouge_measure("rougeLsum")};

OwnTexts texts(const std::vector<std::string>& rows) {
    return OwnTexts(std::vector<std::optional<std::string>>(rows.begin(), rows.end()));
}

std::vector<RougeScore> score(const std::string& candidate, const std::vector<std::string>& references,
                              RougeOptions options) {
    const std::vector<std::int64_t> first = {0, static_cast<std::int64_t>(references.size())};
    return rouge(texts({candidate}), texts(references), first, options, {});
}

double f1(const std::string& candidate, const std::string& reference, const char* measure,
          RougeTokens tokens = RougeTokens::english, bool stem = false) {
    return score(candidate, {reference}, {{parse_rouge_measure(measure)}, tokens, stem})[0].f1;
}

std::string random_text(std::mt19937& random) {
    std::string text;
    for (std::size_t k = random() % 40; k > 0; --k) {
        text += static_cast<char>('a' + random() % 4);
        text += random() % 5 == 0 ? '\n' : ' ';
    }
    return text;
}

reference::Text tokens_of(const std::string& text) {
    reference::Text lines(1);
    for (const char c : text) {
        if (c == '\n') {
            lines.emplace_back();
        } else if (c != ' ') {
            lines.back().push_back(static_cast<std::uint64_t>(c));
        }
    }
    return lines;
}

}  // namespace

TEST_CASE("scores are those of the definitions") {
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        const std::string candidate = random_text(random), reference = random_text(random);
        const auto a = tokens_of(candidate), b = tokens_of(reference);
        const auto scores = score(candidate, {reference}, {all_measures});
        CHECK(scores[0] == reference::rouge_n(a, b, 1));
        CHECK(scores[1] == reference::rouge_n(a, b, 2));
        CHECK(scores[2] == reference::rouge_n(a, b, 5));
        CHECK(scores[3] == reference::rouge_l(a, b));
        CHECK(scores[4] == reference::rouge_lsum(a, b));
    }
}

TEST_CASE("English tokens are runs of ASCII letters and digits in small letters") {
    CHECK(f1("Don’t STOP_now", "don t stop now", "rouge1") == 1);
    CHECK(f1("caf\xC3\xA9", "caf", "rouge1") == 1);
    CHECK(f1("\xE2\x84\xAA"
             "elvin",
             "kelvin", "rouge1") == 1);                        // U+212A, whose small form is k
    CHECK(f1("\xC4\xB0stanbul", "i stanbul", "rouge1") == 1);  // U+0130: i and a combining dot
    CHECK(f1("渡轮", "渡轮", "rouge1") == 0);
}

TEST_CASE("Unicode tokens are words of any script, and characters where words are not parted") {
    CHECK(f1("CAFE\xCC\x81", "café", "rouge1", RougeTokens::unicode) == 1);
    CHECK(f1("don’t", "don t", "rouge1", RougeTokens::unicode) == 1);
    CHECK(f1("café", "caf", "rouge1", RougeTokens::unicode) == 0);
    CHECK(f1("渡轮", "渡船", "rouge1", RougeTokens::unicode) == 0.5);
    CHECK(f1("Паром сел", "паром", "rouge1", RougeTokens::unicode, true) == doctest::Approx(2.0 / 3));
}

TEST_CASE("stems are compared if asked, of words of more than three characters") {
    CHECK(f1("runs running", "run run", "rouge1") == 0);
    CHECK(f1("runs running", "run run", "rouge1", RougeTokens::english, true) == 1);
    CHECK(f1("gas", "ga", "rouge1", RougeTokens::english, true) == 0);
}

TEST_CASE("Lsum joins what the lines of the candidate share with a line, and counts no token twice") {
    // Lin 2004, section 3.2: the union of w1 w2 and w1 w3 w5 is four of five words.
    CHECK(score("w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", {"w1 w2 w3 w4 w5"}, {{parse_rouge_measure("rougeLsum")}})[0].recall ==
          0.8);
    CHECK(score("a", {"a\na\na"}, {{parse_rouge_measure("rougeLsum")}})[0].recall == doctest::Approx(1.0 / 3));
    CHECK(f1("a\n\n b", "b\na", "rougeLsum") == 1);
    CHECK(f1("a\n\n b", "b\na", "rougeL") == 0.5);
}

TEST_CASE("of several references the best counts for each measure, or the mean of all") {
    const std::vector<std::string> references = {"a b", "a c d e", "x"};
    RougeOptions options{{parse_rouge_measure("rouge1"), parse_rouge_measure("rouge2")}};
    CHECK(score("a c", references, options)[1].recall == doctest::Approx(1.0 / 3));
    CHECK(score("a c", references, options)[0].f1 == doctest::Approx(2.0 / 3));
    options.several = RougeSeveral::mean;
    CHECK(score("a c", references, options)[0].f1 == doctest::Approx((0.5 + 2.0 / 3 + 0) / 3));
}

TEST_CASE("nothing scores 0, and missing texts are nothing") {
    for (const char* text : {"", "...", "\n"}) {
        for (const RougeScore& own : score(text, {"a b"}, {all_measures})) {
            CHECK(own == RougeScore{});
        }
        for (const RougeScore& own : score("a b", {text}, {all_measures})) {
            CHECK(own == RougeScore{});
        }
    }
    const OwnTexts missing({std::nullopt});
    CHECK(rouge(missing, texts({"a"}), std::vector<std::int64_t>{0, 1}, {all_measures}, {})[0] == RougeScore{});
}

TEST_CASE("scores do not depend on threads") {
    std::mt19937 random(4);
    std::vector<std::string> candidates, references;
    std::vector<std::int64_t> first = {0};
    for (int row = 0; row < 1500; ++row) {
        candidates.push_back(random_text(random) + random_text(random));
        for (std::size_t k = 1 + random() % 3; k > 0; --k) {
            references.push_back(random_text(random) + random_text(random));
        }
        first.push_back(std::ssize(references));
    }
    const auto on = [&](std::size_t threads) {
        return rouge(texts(candidates), texts(references), first, {all_measures}, {threads, {}});
    };
    CHECK(on(1) == on(2));
    CHECK(on(1) == on(7));
}

TEST_CASE("English is what has nearly only ASCII letters") {
    const auto fitting = [](const std::vector<std::string>& rows) { return fitting_rouge_tokens(texts(rows), {}); };
    CHECK(fitting({}) == RougeTokens::english);
    CHECK(fitting({std::string(199, 'a'), "é"}) == RougeTokens::english);
    CHECK(fitting({std::string(198, 'a'), "é"}) == RougeTokens::unicode);
    CHECK(fitting({"“1” – ２ 🎉"}) == RougeTokens::english);
}

TEST_CASE("names and references that do not fit are refused") {
    for (const char* name : {"", "rouge", "rouge0", "rouge10", "rougeW", "ROUGE1"}) {
        CHECK_THROWS_AS(static_cast<void>(parse_rouge_measure(name)), std::invalid_argument);
    }
    CHECK_THROWS_AS(static_cast<void>(parse_rouge_tokens("auto")), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(parse_rouge_several("worst")), std::invalid_argument);
    for (const std::vector<std::int64_t>& first :
         {std::vector<std::int64_t>{}, {0}, {0, 1, 1}, {1, 2, 2}, {0, 2, 1}, {0, 1, 3}, {0, 1, 2, 2}}) {
        CHECK_THROWS_AS(static_cast<void>(rouge(texts({"a", "b"}), texts({"a", "b"}), first, {all_measures}, {})),
                        std::invalid_argument);
    }
}
