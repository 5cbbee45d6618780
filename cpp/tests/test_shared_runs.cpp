#include "twicetold/dedup/shared_runs.hpp"

#include <doctest/doctest.h>

#include <random>

#include "evidence_reference.hpp"

using namespace twicetold;

namespace {

using reference::Symbols;
using Runs = std::vector<SharedRun>;

/// Letters as symbols.
Symbols letters(std::string_view text) {
    return {text.begin(), text.end()};
}

Runs runs_of(std::string_view left, std::string_view right, std::size_t shortest) {
    const Symbols a = letters(left);
    const Symbols b = letters(right);
    const Runs runs = shared_runs(a, b, shortest);
    CHECK(reference::fault_of(runs, a, b, shortest) == "");
    return runs;
}

Symbols random_symbols(std::mt19937& random, std::size_t most, std::uint64_t alphabet) {
    Symbols symbols(random() % (most + 1));
    for (std::uint64_t& symbol : symbols) {
        symbol = random() % alphabet << 60;
    }
    return symbols;
}

/// Some stretches of a sequence, one behind the other, with symbols between them.
Symbols mixed(std::mt19937& random, const Symbols& symbols) {
    Symbols result;
    for (std::size_t stretches = random() % 5; stretches > 0; --stretches) {
        const std::size_t begin = random() % (symbols.size() + 1);
        const std::size_t size = random() % (symbols.size() - begin + 1);
        const auto from = symbols.begin() + static_cast<std::ptrdiff_t>(begin);
        result.insert(result.end(), from, from + static_cast<std::ptrdiff_t>(size));
        if (random() % 2 == 0) {
            result.push_back(random() % 3 << 60);
        }
    }
    return result;
}

}  // namespace

TEST_CASE("runs are maximal, longest first, and cover just what is shared") {
    std::mt19937 random(1);
    for (int round = 0; round < 4000; ++round) {
        const std::size_t shortest = 1 + random() % 5;
        const Symbols left = random_symbols(random, 40, 1 + random() % 4);
        const Symbols right = round % 2 == 0 ? random_symbols(random, 40, 1 + random() % 4) : mixed(random, left);
        CAPTURE(round);
        CHECK(reference::fault_of(shared_runs(left, right, shortest), left, right, shortest) == "");
        CHECK(reference::fault_of(shared_runs(right, left, shortest), right, left, shortest) == "");
    }
}

TEST_CASE("runs that overlap in one sequence are given whole") {
    CHECK(runs_of("abcdeXbcdefg", "abcdefg", 5) == Runs{{6, 1, 6}, {0, 0, 5}});
    CHECK(runs_of("abcdefg", "abcdeXbcdefg", 5) == Runs{{1, 6, 6}, {0, 0, 5}});
}

TEST_CASE("what one sequence has twice is matched twice, whichever it is") {
    CHECK(runs_of("abcdef", "abcdef.abcdef", 5) == Runs{{0, 0, 6}, {0, 7, 6}});
    CHECK(runs_of("abcdef.abcdef", "abcdef", 5) == Runs{{0, 0, 6}, {7, 0, 6}});
}

TEST_CASE("a run is found whole however often it begins elsewhere before") {
    std::string left;
    for (int k = 0; k < 1000; ++k) {
        left += "abc";
        left += static_cast<char>('A' + k % 7);
    }
    CHECK(runs_of(left + "abcdefghij", "Xabcdefghij", 3).front() == SharedRun{4000, 1, 10});
}

TEST_CASE("of equal runs the one is chosen that keeps the reading order, else the first") {
    const Runs in_order = runs_of("abc1def2abc3ghi", "def4abc5ghi", 3);
    CHECK(in_order == Runs{{4, 0, 3}, {0, 4, 3}, {8, 4, 3}, {12, 8, 3}});
    CHECK(runs_of("abc1def2abc3abc", "abc4abc5abc6def", 3) == Runs{{0, 0, 3}, {8, 4, 3}, {12, 8, 3}, {4, 12, 3}});
    CHECK(runs_of("abc1abc2def", "def3abc4abc", 3) == Runs{{8, 0, 3}, {0, 4, 3}, {4, 8, 3}});
}

TEST_CASE("sequences of one repeated stretch share few long runs") {
    std::string once;
    for (int k = 0; k < 100; ++k) {
        once += "abcdefg";
    }
    CHECK(runs_of(once, once + "abcdefg", 5).size() <= 2);
    CHECK(runs_of(once, "X" + once.substr(3) + "X" + once, 5).size() <= 3);
    CHECK(runs_of(std::string(300, 'a'), std::string(500, 'a'), 5).size() == 2);
}

TEST_CASE("no symbols share nothing") {
    CHECK(runs_of("", "", 1).empty());
    CHECK(runs_of("a", "", 1).empty());
    CHECK(runs_of("", "a", 1).empty());
    CHECK(runs_of("ab", "ba", 2).empty());
}
