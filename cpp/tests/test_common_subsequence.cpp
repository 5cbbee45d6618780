#include "twicetold/evaluation/common_subsequence.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <random>
#include <set>

#include "rouge_reference.hpp"

using namespace twicetold;

namespace {

using Sequence = std::vector<std::uint32_t>;

std::set<std::size_t> marked(CommonSubsequence& subsequence, const Sequence& other) {
    std::vector<std::uint64_t> marks(subsequence.marks_size());
    subsequence.mark(other, marks);
    std::set<std::size_t> places;
    for (std::size_t k = 0; k < 64 * marks.size(); ++k) {
        if ((marks[k / 64] >> k % 64 & 1) != 0) {
            places.insert(k);
        }
    }
    return places;
}

Sequence random_sequence(std::mt19937& random, std::size_t most, std::uint32_t symbols) {
    Sequence sequence(random() % (most + 1));
    for (auto& symbol : sequence) {
        symbol = static_cast<std::uint32_t>(random() % symbols);
    }
    return sequence;
}

}  // namespace

TEST_CASE("length and places are those of the table, for sequences of any size and few or many symbols") {
    std::mt19937 random(7);
    CommonSubsequence subsequence;  // one for all: nothing of the sequence before remains
    for (int round = 0; round < 1500; ++round) {
        const std::uint32_t symbols = 1u << random() % 8;
        const Sequence a = random_sequence(random, round % 3 == 0 ? 300 : 20, symbols);
        const Sequence b = random_sequence(random, round % 4 == 0 ? 300 : 20, symbols);
        subsequence.assign(a, symbols);
        CHECK(subsequence.length(b) == reference::lcs_table<std::uint32_t>(a, b).back().back());
        CHECK(marked(subsequence, b) == reference::lcs_places<std::uint32_t>(a, b));
    }
}

TEST_CASE("places are the same where the rows are too many to be kept") {
    std::mt19937 random(8);
    Sequence a(3000), b(4000);  // 47 · 4000 words are more than 2^17
    for (auto* sequence : {&a, &b}) {
        for (auto& symbol : *sequence) {
            symbol = static_cast<std::uint32_t>(random() % 50);
        }
    }
    CommonSubsequence subsequence;
    subsequence.assign(a, 50);
    CHECK(marked(subsequence, b) == reference::lcs_places<std::uint32_t>(a, b));
}

TEST_CASE("nothing is common with nothing") {
    CommonSubsequence subsequence;
    subsequence.assign({}, 3);
    CHECK(subsequence.length(Sequence{1, 2}) == 0);
    CHECK(marked(subsequence, {1, 2}).empty());
    subsequence.assign(Sequence{1}, 3);
    CHECK(subsequence.length({}) == 0);
    CHECK(marked(subsequence, {}).empty());
}
