#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

#include "reference.hpp"
#include "twicetold/dedup/duplicates.hpp"

using namespace twicetold;

namespace {

std::vector<std::uint32_t> first_wins(std::size_t n) {
    std::vector<std::uint32_t> priority(n);
    std::iota(priority.begin(), priority.end(), 0u);
    return priority;
}

DuplicateOptions options_of(JoinMethod method, const char* shingle, double threshold) {
    return {{.threshold = threshold}, ShingleSpec::parse(shingle), method, Measure::containment};
}

Duplicates find(const reference::Rows& rows, const DuplicateOptions& options, std::size_t threads = 1) {
    const OwnTexts texts(rows);
    return find_duplicates(texts, options, first_wins(rows.size()), Control{threads, {}});
}

reference::Pairs tuples(const Duplicates& found) {
    reference::Pairs pairs;
    for (const TextPair& pair : found.pairs) {
        pairs.emplace_back(pair.left, pair.right, pair.similarity);
    }
    return pairs;
}

std::string words(std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t k = begin; k < end; ++k) {
        text += "w" + std::to_string(k) + " ";
    }
    return text;
}

/// Every dropped text is contained in a kept one, which is no smaller.
void check_twins(const reference::Rows& rows, const Duplicates& found, ShingleSpec spec, double threshold) {
    const auto sets = reference::shingle_sets(rows, spec);
    const auto kept = representatives(found.node_pairs, found.priority, found.node_of);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::uint32_t twin = kept.of[row];
        CHECK(kept.of[twin] == twin);
        if (twin != row) {
            CHECK(sets[twin].size() >= sets[row].size());
            CHECK(reference::share(reference::common(sets[row], sets[twin]), sets[row].size()) == kept.similarity[row]);
            CHECK(kept.similarity[row] >= threshold);
        }
    }
}

}  // namespace

TEST_CASE("by containment the exact method finds exactly the pairs that brute force finds") {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        const auto rows = seed % 2 == 0 ? reference::random_excerpts(seed, 120) : reference::random_texts(seed, 120);
        for (const char* shingle : {"word:1", "word:3", "char:4"}) {
            for (const double threshold : {0.05, 0.5, 0.7, 0.8, 1.0}) {
                CAPTURE(seed);
                CAPTURE(shingle);
                CAPTURE(threshold);
                const auto spec = ShingleSpec::parse(shingle);
                const auto expected = reference::all_pairs(rows, spec, threshold, Measure::containment);
                for (const JoinMethod method : {JoinMethod::exact, JoinMethod::minhash}) {
                    const auto found = find(rows, options_of(method, shingle, threshold));
                    CHECK(tuples(found) == expected);
                    CHECK(found.complete);
                    check_twins(rows, found, spec, threshold);
                }
            }
        }
    }
}

TEST_CASE("the shares of a pair are those of its texts") {
    const auto found = find({words(0, 4), words(0, 10), words(2, 6)}, options_of(JoinMethod::exact, "word:1", 0.5));
    REQUIRE(found.pairs.size() == 3);
    CHECK(found.pairs[0].similarity == 1.0);
    CHECK(found.pairs[0].left_in_right == 1.0);
    CHECK(found.pairs[0].right_in_left == 0.4);
    CHECK(found.pairs[1].similarity == 0.5);
    CHECK(found.node_sizes == std::vector<std::uint32_t>{4, 10, 4});
}

TEST_CASE("larger texts are visited first, ties by the caller's priority") {
    const OwnTexts texts({words(0, 4), std::nullopt, words(0, 10), words(4, 8), words(0, 4)});
    const auto options = options_of(JoinMethod::exact, "word:1", 0.8);
    CHECK(find_duplicates(texts, options, std::vector<std::uint32_t>{0, 1, 2, 3, 4}, {}).priority ==
          std::vector<std::uint32_t>{1, 4, 0, 2, 3});
    CHECK(find_duplicates(texts, options, std::vector<std::uint32_t>{4, 3, 2, 1, 0}, {}).priority ==
          std::vector<std::uint32_t>{3, 4, 0, 2, 1});
}

TEST_CASE("contained parts at the threshold count, at every fraction") {
    for (std::size_t n = 1; n <= 200; ++n) {
        for (std::size_t k = 1; k <= n; k += n > 60 ? 7 : 1) {
            const double threshold = static_cast<double>(k) / static_cast<double>(n);
            const reference::Rows rows{words(0, n), words(n - k, 3 * n)};  // k of n
            CAPTURE(n);
            CAPTURE(k);
            CHECK(find(rows, options_of(JoinMethod::exact, "word:1", threshold)).pairs.size() == 1);
            if (const double above = std::nextafter(threshold, 2.0); above <= 1.0) {
                CHECK(find(rows, options_of(JoinMethod::exact, "word:1", above)).pairs.empty());
            }
        }
    }
}

TEST_CASE("the number of threads changes nothing by containment, bounded or not") {
    auto rows = reference::random_excerpts(7, 3000, 200);
    for (const std::size_t max_pairs : {20'000'000u, 1000u}) {
        auto options = options_of(JoinMethod::minhash, "word:2", 0.6);
        options.join.max_pairs = max_pairs;
        const auto one = find(rows, options, 1);
        CHECK(one.complete == (max_pairs > 1000));
        CHECK(one.pairs.size() > 100);
        for (const std::size_t threads : {2u, 7u}) {
            const auto more = find(rows, options, threads);
            CHECK(tuples(more) == tuples(one));
            CHECK(more.cost.candidates == one.cost.candidates);
            CHECK(more.cost.bounded_lookups == one.cost.bounded_lookups);
        }
    }
}

TEST_CASE("by containment a template family beyond the budget stays one group, among larger texts that share a line") {
    reference::Rows rows;
    for (std::size_t i = 0; i < 40; ++i) {
        rows.push_back(words(10, 20) + words(1000 * (i + 1), 1000 * (i + 1) + 200));
    }
    for (std::size_t i = 0; i < 400; ++i) {
        rows.push_back(words(0, 60) + "own" + std::to_string(i));
    }
    for (const JoinMethod method : {JoinMethod::minhash, JoinMethod::exact}) {
        auto options = options_of(method, "word:5", 0.8);
        options.join.max_pairs = 10'000;
        const auto found = find(rows, options);
        CHECK_FALSE(found.complete);
        CHECK(found.pairs.size() <= 10'000);
        CHECK(found.cost.crowded_buckets > 0);
        CHECK(found.cost.bounded_lookups > 0);
        auto expected = first_wins(rows.size());
        std::fill(expected.begin() + 40, expected.end(), 40);
        CHECK(representatives(found.node_pairs, found.priority, found.node_of).of == expected);
    }
}

TEST_CASE("whatever is bounded, every dropped text is contained in a kept one") {
    for (std::uint32_t seed = 20; seed < 30; ++seed) {
        const auto rows = reference::random_excerpts(seed, 150, 20);
        auto options = options_of(JoinMethod::minhash, "word:1", 0.5);
        options.join.max_pairs = 1 + 20 * (seed - 20);
        const auto found = find(rows, options);
        CHECK(std::ranges::includes(reference::all_pairs(rows, options.shingle, 0.5, Measure::containment),
                                    tuples(found)));
        CHECK_FALSE(found.complete);
        check_twins(rows, found, options.shingle, 0.5);
    }
}

TEST_CASE("sets are looked up in much larger ones as in others") {
    std::mt19937_64 random(3);
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<std::uint64_t> small(random() % 20);
        std::vector<std::uint64_t> large(random() % 2000);
        for (auto* set : {&small, &large}) {
            for (std::uint64_t& hash : *set) {
                hash = random() % 2500;
            }
            sort_unique_hashes(*set);
        }
        const std::size_t common = overlap(small, large, 0);
        for (const std::size_t required : {std::size_t{0}, common / 2, common, common + 1}) {
            CHECK(overlap_with_larger(small, large, required) == (common >= required ? common : 0));
        }
    }
}

TEST_CASE("the fewest shingles that reach a share do, and one fewer does not") {
    for (std::size_t size = 1; size <= 300; ++size) {
        for (std::size_t k = 1; k <= size; ++k) {
            const double threshold = static_cast<double>(k) / static_cast<double>(size);
            CHECK(fewest_of(size, threshold) == k);
            CHECK(fewest_of(size, std::nextafter(threshold, 0.0)) == k);
            if (k < size) {
                CHECK(fewest_of(size, std::nextafter(threshold, 1.0)) == k + 1);
            }
        }
    }
}
