#include "twicetold/dedup/shingles.hpp"

#include <doctest/doctest.h>

using namespace twicetold;

TEST_SUITE_BEGIN("shingles");

TEST_CASE("the first text of a shingler may have no token") {
    for (const ShingleSpec spec :
         {ShingleSpec{ShingleSpec::Unit::word, 5}, ShingleSpec{ShingleSpec::Unit::character, 5}}) {
        for (const std::string_view text : {"", "\n", "...", "\xC2\xAD"}) {
            Shingler shingles(spec);
            CHECK(shingles(text).empty());
            CHECK(shingles("now one").size() == 1 + 2 * (spec.unit == ShingleSpec::Unit::character));
            CHECK(shingles(text).empty());
        }
    }
}

TEST_CASE("a text shorter than a shingle is one shingle of all its units") {
    Shingler two({ShingleSpec::Unit::word, 2});
    Shingler five({ShingleSpec::Unit::word, 5});
    const std::uint64_t pair = two("one two")[0];
    REQUIRE(five("one two").size() == 1);
    CHECK(five("one two")[0] == pair);
}

TEST_SUITE_END();
