#include "twicetold/dedup/duplicates.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>

#include "reference.hpp"

using namespace twicetold;

namespace {

std::vector<std::uint32_t> first_wins(std::size_t n) {
    std::vector<std::uint32_t> priority(n);
    std::iota(priority.begin(), priority.end(), 0u);
    return priority;
}

Duplicates find(const reference::Rows& rows, DuplicateOptions options, std::size_t threads = 1) {
    const OwnTexts texts(rows);
    return find_duplicates(texts, options, first_wins(rows.size()), Control{threads, {}});
}

DuplicateOptions options_of(JoinMethod method, const char* shingle, double threshold) {
    DuplicateOptions options;
    options.method = method;
    options.shingle = ShingleSpec::parse(shingle);
    options.join.threshold = threshold;
    return options;
}

std::vector<std::tuple<std::int64_t, std::int64_t, double>> tuples(const Duplicates& found) {
    std::vector<std::tuple<std::int64_t, std::int64_t, double>> pairs;
    for (const TextPair& pair : found.pairs) {
        pairs.emplace_back(pair.left, pair.right, pair.similarity);
    }
    return pairs;
}

}  // namespace

TEST_CASE("the exact method finds exactly the pairs that brute force finds") {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        const auto rows = reference::random_texts(seed, 120);
        for (const char* shingle : {"word:1", "word:3", "char:4"}) {
            for (const double threshold : {0.05, 0.5, 0.7, 0.8, 1.0}) {
                CAPTURE(seed);
                CAPTURE(shingle);
                CAPTURE(threshold);
                const auto found = find(rows, options_of(JoinMethod::exact, shingle, threshold));
                CHECK(tuples(found) == reference::all_pairs(rows, ShingleSpec::parse(shingle), threshold));
                CHECK(found.complete);
            }
        }
    }
}

TEST_CASE("the sketch method reports true pairs only, with their exact similarity, and misses next to none") {
    std::size_t true_pairs = 0;
    std::size_t found_pairs = 0;
    for (std::uint32_t seed = 100; seed < 112; ++seed) {
        const auto rows = reference::random_texts(seed, 150);
        for (const double threshold : {0.5, 0.8}) {
            const auto expected = reference::all_pairs(rows, ShingleSpec::parse("word:3"), threshold);
            const auto found = tuples(find(rows, options_of(JoinMethod::minhash, "word:3", threshold)));
            CHECK(std::ranges::includes(expected, found));
            true_pairs += expected.size();
            found_pairs += found.size();
        }
    }
    CHECK(true_pairs > 1000);
    CHECK(static_cast<double>(found_pairs) >= 0.999 * static_cast<double>(true_pairs));
}

TEST_CASE("the number of threads changes nothing") {
    auto rows = reference::random_texts(7, 3000);
    for (auto& row : rows) {
        row = row ? std::optional(*row + std::string(800, ' ')) : row;  // so much that it is shared out
    }
    for (const JoinMethod method : {JoinMethod::minhash, JoinMethod::exact}) {
        const auto options = options_of(method, "word:3", 0.6);
        const auto one = find(rows, options, 1);
        CHECK(one.pairs.size() > 100);
        for (const std::size_t threads : {2u, 7u}) {
            const auto more = find(rows, options, threads);
            CHECK(tuples(more) == tuples(one));
            CHECK(more.cost.candidates == one.cost.candidates);
        }
    }
}

TEST_CASE("how many sets are held changes nothing") {
    const auto rows = reference::random_texts(11, 2000);
    auto options = options_of(JoinMethod::minhash, "word:2", 0.5);
    const auto all = find(rows, options);
    CHECK(all.pairs.size() > 100);
    for (const std::size_t bytes : {1u, 5'000u, 100'000u}) {
        options.join.cache_bytes = bytes;
        CHECK(tuples(find(rows, options)) == tuples(all));
        CHECK(tuples(find(rows, options, 2)) == tuples(all));
    }
}

TEST_CASE("texts without tokens are compared with nothing") {
    const reference::Rows rows{"", "", " ...", std::nullopt, std::nullopt, "one", "one", "One!"};
    const auto found = find(rows, options_of(JoinMethod::minhash, "word:5", 0.8));
    CHECK(found.pairs.size() == 3);
    CHECK(found.node_of[0] == none);
    CHECK(found.node_of[3] == none);
    CHECK(find({}, options_of(JoinMethod::exact, "word:5", 0.8)).pairs.empty());
}

TEST_CASE("pairs at the threshold count, at every fraction") {
    // Sets of n one-token shingles that share k: k/n as a threshold must find them, whatever the rounding.
    for (std::size_t n = 1; n <= 60; ++n) {
        std::string left;
        for (std::size_t i = 0; i < n; ++i) {
            left += "w" + std::to_string(i) + " ";
        }
        for (std::size_t k = 1; k <= n; ++k) {
            std::string right;
            for (std::size_t i = 0; i < k; ++i) {
                right += "w" + std::to_string(i) + " ";
            }
            const double threshold = static_cast<double>(k) / static_cast<double>(n);
            CAPTURE(n);
            CAPTURE(k);
            CHECK(find({left, right}, options_of(JoinMethod::exact, "word:1", threshold)).pairs.size() == 1);
        }
    }
}

TEST_CASE("more identical texts than pairs may be reported are a star to their first") {
    const reference::Rows rows(100, "the same text told again and again");
    auto options = options_of(JoinMethod::minhash, "word:5", 0.8);
    options.join.max_pairs = 1000;
    const auto found = find(rows, options);
    CHECK_FALSE(found.complete);
    CHECK(found.pairs.size() == 99);
    for (const TextPair& pair : found.pairs) {
        CHECK(pair.left == 0);
        CHECK(pair.similarity == 1.0);
    }
    options.join.max_pairs = 4950;
    CHECK(find(rows, options).pairs.size() == 4950);
}

TEST_CASE("a template family beyond the budget stays one group of verified pairs") {
    std::string body;
    for (int i = 0; i < 60; ++i) {
        body += "shared" + std::to_string(i) + " ";
    }
    reference::Rows rows;
    for (int i = 0; i < 400; ++i) {
        rows.push_back(body + "own" + std::to_string(i));
    }
    for (const JoinMethod method : {JoinMethod::minhash, JoinMethod::exact}) {
        auto options = options_of(method, "word:5", 0.8);
        options.join.max_pairs = 10000;
        const auto found = find(rows, options);
        CHECK_FALSE(found.complete);
        CHECK(found.pairs.size() <= 10000);
        CHECK(found.cost.crowded_buckets > 0);
        const auto kept = representatives(found.node_pairs, first_wins(rows.size()), found.node_of);
        CHECK(kept.of == std::vector<std::uint32_t>(rows.size(), 0));
    }
}

TEST_CASE("the number of threads changes nothing where many small buckets make bands heavy") {
    reference::Rows rows;
    for (int family = 0; family < 77; ++family) {  // so many that about half of the bands are heavy
        std::string body;
        for (int i = 0; i < 30; ++i) {
            body += "f" + std::to_string(family) + "w" + std::to_string(i) + " ";
        }
        for (int i = 0; i < 100; ++i) {
            rows.push_back(body + "a" + std::to_string(i) + " b" + std::to_string(i) + " c" + std::to_string(i));
        }
    }
    const auto options = options_of(JoinMethod::minhash, "word:1", 0.5);
    const auto expected = tuples(find(rows, options));
    CHECK(expected.size() == 77 * 4950);
    for (const std::size_t threads : {2u, 7u}) {
        CHECK(tuples(find(rows, options, threads)) == expected);
    }
}

TEST_CASE("options outside their range are refused by name, rule and value") {
    const reference::Rows rows{"a b c d e f", "a b c d e f"};
    const auto message = [&](DuplicateOptions options) {
        try {
            find(rows, options);
        } catch (const std::invalid_argument& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(message(options_of(JoinMethod::minhash, "word:5", 1.5)) == "threshold must be in (0, 1], got 1.5");
    CHECK(message(options_of(JoinMethod::exact, "word:5", 0.0)) == "threshold must be in (0, 1], got 0");
    auto options = options_of(JoinMethod::minhash, "word:5", 0.8);
    options.join.slots = 100;
    CHECK(message(options) == "slots must be 64, 128 or 256, got 100");
    options.join.slots = 64;
    options.join.threshold = 0.06;
    CHECK(message(options).find("slots=128 reaches it") != std::string::npos);
    CHECK_THROWS_AS((void)ShingleSpec::parse("word:0"), std::invalid_argument);
    CHECK_THROWS_AS((void)ShingleSpec::parse("words:5"), std::invalid_argument);
    CHECK_THROWS_AS((void)ShingleSpec::parse("char:65"), std::invalid_argument);
}
