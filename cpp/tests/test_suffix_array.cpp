#include "twicetold/dedup/suffix_array.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <utility>

using namespace twicetold;

namespace {

using Symbols = std::vector<std::uint32_t>;

Symbols sorted_suffixes(const Symbols& symbols) {
    Symbols suffixes(symbols.size());
    std::iota(suffixes.begin(), suffixes.end(), 0u);
    std::ranges::sort(suffixes, [&](std::uint32_t a, std::uint32_t b) {
        return std::lexicographical_compare(symbols.begin() + a, symbols.end(), symbols.begin() + b, symbols.end());
    });
    return suffixes;
}

void check(const Symbols& symbols, std::uint32_t alphabet) {
    const Symbols suffixes = suffix_array(symbols, alphabet);
    REQUIRE(suffixes == sorted_suffixes(symbols));
    const Symbols ranks = suffix_ranks(suffixes);
    const Symbols common = common_prefixes(symbols, suffixes, ranks);
    for (std::size_t rank = 0; rank < suffixes.size(); ++rank) {
        CHECK(ranks[suffixes[rank]] == rank);
        std::uint32_t size = 0;
        if (rank > 0) {
            const auto here = symbols.begin() + suffixes[rank];
            const auto before = symbols.begin() + suffixes[rank - 1];
            size = static_cast<std::uint32_t>(std::mismatch(here, symbols.end(), before, symbols.end()).first - here);
        }
        CHECK(common[rank] == size);
    }
}

}  // namespace

TEST_CASE("suffixes are sorted as by comparison") {
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        const auto alphabet = static_cast<std::uint32_t>(1 + random() % 5);
        Symbols symbols(random() % 60);
        for (std::uint32_t& symbol : symbols) {
            symbol = static_cast<std::uint32_t>(random() % alphabet);
        }
        check(symbols, alphabet);
    }
}

TEST_CASE("suffixes of words that repeat themselves are sorted") {
    Symbols shorter{0}, fibonacci{0, 1}, alike;
    while (fibonacci.size() < 600) {
        Symbols next = fibonacci;
        next.insert(next.end(), shorter.begin(), shorter.end());
        shorter = std::exchange(fibonacci, next);
    }
    check(fibonacci, 2);
    for (std::uint32_t k = 0; k < 600; ++k) {
        alike.push_back(k % 7);
    }
    check(alike, 7);
    check(Symbols(600, 3), 4);
    check({}, 1);
}
