#include "twicetold/dedup/rare_slots.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <random>
#include <set>

#include "twicetold/dedup/sketch.hpp"

using namespace twicetold;

namespace {

using Pairs = std::set<std::pair<std::size_t, std::size_t>>;

/// Sketches of the same number of nodes, each of its own row, in one bucket.
struct Bucket {
    Nodes nodes;
    Sketches sketches;
    std::vector<Keyed> members;

    Bucket(std::size_t size, std::size_t slots) {
        nodes.first_row.resize(size);
        std::iota(nodes.first_row.begin(), nodes.first_row.end(), 0u);
        sketches = {std::make_unique_for_overwrite<std::uint32_t[]>(size * slots), slots, &nodes};
        for (std::uint32_t node = 0; node < size; ++node) {
            members.push_back({7, node});
        }
    }

    std::span<std::uint32_t> operator[](std::size_t node) { return sketches.row(node); }
};

Pairs with_equal_slots(const Bucket& bucket, std::size_t fewest) {
    Pairs pairs;
    for (std::size_t b = 0; b < bucket.members.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
            const auto* left = bucket.sketches.of(bucket.members[a].item);
            const auto* right = bucket.sketches.of(bucket.members[b].item);
            if (equal_slots(left, right, bucket.sketches.slots) >= fewest) {
                pairs.emplace(a, b);
            }
        }
    }
    return pairs;
}

Pairs found(RareSlots& rare) {
    Pairs pairs;
    rare.for_each_pair([&](std::size_t earlier, std::size_t later) {
        CHECK(earlier < later);
        CHECK(pairs.emplace(earlier, later).second);
    });
    return pairs;
}

}  // namespace

TEST_SUITE_BEGIN("rare slots");

TEST_CASE("no pair with enough equal slots is missed, and none comes twice") {
    std::mt19937 random(5);
    for (const std::size_t slots : {64, 128, 256}) {
        for (const std::uint32_t values : {2u, 5u, 1000u}) {
            Bucket bucket(120, slots);
            for (std::size_t node = 0; node < 120; ++node) {
                // From all alike to all different.
                for (std::uint32_t& slot : bucket[node]) {
                    slot = random() % 120 < node ? random() % values : 0xFFFFFFFF - random() % 2;
                }
            }
            for (const std::size_t fewest : {std::size_t{0}, std::size_t{1}, slots / 3, slots / 2, slots - 5, slots}) {
                RareSlots rare(bucket.sketches, fewest);
                rare.read(bucket.members);
                const Pairs pairs = found(rare);
                CHECK(pairs.size() <= rare.cost());
                CHECK(pairs == with_equal_slots(bucket, std::max<std::size_t>(fewest, 1)));
            }
        }
    }
}

TEST_CASE("members that share what all share cost nothing") {
    Bucket bucket(1000, 128);
    std::uint32_t next = 100;
    for (std::size_t node = 0; node < 1000; ++node) {
        std::iota(bucket[node].begin(), bucket[node].end(), next);
        std::iota(bucket[node].begin(), bucket[node].begin() + 70, 0u);
        next += 128;
    }
    std::ranges::copy(bucket[17], bucket[523].begin());
    RareSlots rare(bucket.sketches, 90);
    rare.read(bucket.members);
    CHECK(found(rare) == Pairs{{17, 523}});
    CHECK(rare.cost() == 39);
    rare.read(std::span(bucket.members).first(500));  // another bucket, smaller
    CHECK(found(rare).empty());
}

TEST_SUITE_END();
