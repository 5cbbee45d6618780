#include "twicetold/dedup/leaks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "reference.hpp"

using namespace twicetold;

namespace {

DuplicateOptions options_of(Measure measure, const char* shingle, double threshold,
                            JoinMethod method = JoinMethod::exact) {
    return {{.threshold = threshold}, ShingleSpec::parse(shingle), method, measure};
}

Leaks find(const reference::Rows& train, const reference::Rows& test, const DuplicateOptions& options,
           std::size_t threads = 1) {
    return find_leaks(OwnTexts(train), OwnTexts(test), options, Control{threads, {}});
}

reference::Pairs tuples(const Leaks& found) {
    reference::Pairs pairs;
    for (const TextPair& pair : found.pairs) {
        pairs.emplace_back(pair.left, pair.right, pair.similarity);
    }
    return pairs;
}

constexpr Measure measures[] = {Measure::containment, Measure::jaccard};

}  // namespace

TEST_CASE("leaks are exactly the cross pairs that brute force finds") {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        const auto rows = seed % 2 == 0 ? reference::random_excerpts(seed, 160) : reference::random_texts(seed, 160);
        const auto cut = rows.begin() + 90;
        const reference::Rows train(rows.begin(), cut);
        const reference::Rows test(cut, rows.end());
        for (const Measure measure : measures) {
            for (const char* shingle : {"word:1", "word:3", "char:4"}) {
                for (const double threshold : {0.05, 0.5, 0.7, 0.8, 1.0}) {
                    CAPTURE(seed);
                    CAPTURE(shingle);
                    CAPTURE(threshold);
                    const auto expected =
                        reference::leaks(train, test, ShingleSpec::parse(shingle), threshold, measure);
                    for (const JoinMethod method : {JoinMethod::exact, JoinMethod::minhash}) {
                        const auto found = find(train, test, options_of(measure, shingle, threshold, method));
                        CHECK(tuples(found) == expected);
                        CHECK(found.complete);
                    }
                }
            }
        }
    }
}

TEST_CASE("a test text that is much larger than a train text does not stand in it") {
    const reference::Rows part{"a b c d"};
    const reference::Rows whole{"a b c d e f g h"};
    CHECK(find(part, whole, options_of(Measure::containment, "word:1", 0.6)).pairs.empty());
    const auto found = find(whole, part, options_of(Measure::containment, "word:1", 0.6));
    REQUIRE(found.pairs.size() == 1);
    CHECK(found.pairs[0].similarity == 1.0);
    CHECK(found.pairs[0].left_in_right == 0.5);
    CHECK(found.pairs[0].right_in_left == 1.0);
}

TEST_CASE("copies within a column are never paired with each other") {
    const reference::Rows train{"a b c", "a b c", std::nullopt, "x y z"};
    const reference::Rows test{"q r s", "q r s", "", "A b, c"};
    const auto found = find(train, test, options_of(Measure::containment, "word:1", 0.8));
    CHECK(tuples(found) == reference::Pairs{{0, 3, 1.0}, {1, 3, 1.0}});
    CHECK(found.node_of == std::vector<std::uint32_t>{0, 0, none, 1, 2, 2, none, 3});
    CHECK(find({}, test, options_of(Measure::containment, "word:1", 0.8)).pairs.empty());
    CHECK(find(train, {}, options_of(Measure::jaccard, "word:1", 0.8)).pairs.empty());
}

TEST_CASE("more leaks than may be reported still name each text once") {
    const reference::Rows train(100, "the same text told again and again");
    const reference::Rows test(50, "The same text, told again and again!");
    auto options = options_of(Measure::containment, "word:5", 0.8);
    options.join.max_pairs = 4999;
    const auto found = find(train, test, options);
    CHECK_FALSE(found.complete);
    REQUIRE(found.pairs.size() == 50);
    for (std::int64_t row = 0; row < 50; ++row) {
        CHECK(found.pairs[static_cast<std::size_t>(row)].left == 0);
        CHECK(found.pairs[static_cast<std::size_t>(row)].right == row);
    }
    options.join.max_pairs = 5000;
    CHECK(find(train, test, options).pairs.size() == 5000);
}

TEST_CASE("the number of threads changes no leak, bounded or not") {
    const auto rows = reference::random_excerpts(7, 4000, 200);
    const reference::Rows train(rows.begin(), rows.begin() + 3000);
    const reference::Rows test(rows.begin() + 3000, rows.end());
    for (const Measure measure : measures) {
        for (const std::size_t max_pairs : {20'000'000u, 200u}) {
            auto options = options_of(measure, "word:2", 0.5, JoinMethod::minhash);
            options.join.max_pairs = max_pairs;
            const auto one = find(train, test, options, 1);
            CHECK(one.complete == (max_pairs > 200));
            CHECK(one.pairs.size() > 50);
            for (const std::size_t threads : {2u, 7u}) {
                const auto more = find(train, test, options, threads);
                CHECK(tuples(more) == tuples(one));
                CHECK(more.cost.candidates == one.cost.candidates);
            }
        }
    }
}

TEST_CASE("the leaks of a template family are found even if its crowds are bounded") {
    std::string body;
    for (int i = 0; i < 60; ++i) {
        body += "shared" + std::to_string(i) + " ";
    }
    reference::Rows train;
    reference::Rows test;
    for (int i = 0; i < 40; ++i) {
        std::string large = body.substr(100, 150);
        for (int k = 0; k < 200; ++k) {
            large += "large" + std::to_string(i) + "x" + std::to_string(k) + " ";
        }
        train.push_back(large);
    }
    for (int i = 0; i < 400; ++i) {
        train.push_back(body + "own" + std::to_string(i));
        test.push_back(body + "other" + std::to_string(i));
    }
    for (const Measure measure : measures) {
        for (const JoinMethod method : {JoinMethod::exact, JoinMethod::minhash}) {
            auto options = options_of(measure, "word:5", 0.8, method);
            options.join.max_pairs = 10'000;
            const auto found = find(train, test, options);
            CHECK_FALSE(found.complete);
            CHECK(found.pairs.size() <= 10'000);
            std::vector<bool> leaked(test.size());
            for (const TextPair& pair : found.pairs) {
                leaked[static_cast<std::size_t>(pair.right)] = true;
            }
            CHECK(std::ranges::count(leaked, true) == 400);
        }
    }
}

TEST_CASE("a search for leaks refuses what a search for duplicates refuses") {
    const reference::Rows rows{"a b c d e f"};
    CHECK_THROWS_AS((void)find(rows, rows, options_of(Measure::containment, "word:5", 1.5)), std::invalid_argument);
    auto options = options_of(Measure::containment, "word:5", 0.8);
    options.join.max_pairs = 0;
    CHECK_THROWS_AS((void)find(rows, rows, options), std::invalid_argument);
}
