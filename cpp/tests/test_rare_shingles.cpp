#include "twicetold/dedup/rare_shingles.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "twicetold/dedup/similarity.hpp"

using namespace twicetold;

namespace {

using Texts = std::vector<std::optional<std::string>>;

struct Bucket {
    explicit Bucket(const Texts& texts) : source(texts) {
        for (std::uint32_t row = 0; row < texts.size(); ++row) {
            nodes.node_of_row.push_back(row);
            nodes.first_row.push_back(row);
            members.push_back({0, row});
        }
    }

    OwnTexts source;
    Nodes nodes;
    std::vector<Keyed> members;
};

std::set<std::uint64_t> shingles(const std::string& text, ShingleSpec spec) {
    Shingler shingler(spec);
    const auto found = shingler(text);
    return {found.begin(), found.end()};
}

std::string words(std::size_t count, std::size_t first) {
    std::string text;
    for (std::size_t k = first; k < first + count; ++k) {
        text.append("w").append(std::to_string(k)).push_back(' ');
    }
    return text;
}

}  // namespace

TEST_CASE("rare shingles bring together all pairs at the threshold, each once") {
    std::mt19937 random(7);
    const ShingleSpec spec{ShingleSpec::Unit::word, 1};
    for (std::size_t round = 0; round < 60; ++round) {
        Texts texts;
        for (std::size_t k = 0; k < 30; ++k) {
            std::string text = words(random() % 12, 0);
            for (std::size_t own = random() % 8; own > 0; --own) {
                text += "x" + std::to_string(random() % 20) + " ";
            }
            texts.emplace_back(text + "end");
        }
        Bucket bucket(texts);
        for (const double threshold : {0.1, 0.5, 2.0 / 3, 0.8, 1.0}) {
            RareShingles rare(bucket.source, spec, bucket.nodes, threshold);
            rare.read(bucket.members, {});
            std::set<std::pair<std::size_t, std::size_t>> met;
            rare.for_each_pair([&](std::size_t earlier, std::size_t later) {
                CHECK(earlier < later);
                CHECK(met.emplace(earlier, later).second);
            });
            CHECK(met.size() <= rare.cost());
            for (std::size_t b = 1; b < texts.size(); ++b) {
                for (std::size_t a = 0; a < b; ++a) {
                    const auto left = shingles(*texts[a], spec);
                    const auto right = shingles(*texts[b], spec);
                    std::size_t common = 0;
                    for (const std::uint64_t shingle : left) {
                        common += right.count(shingle);
                    }
                    const bool alike = common > 0 && jaccard(common, left.size(), right.size()) >= threshold;
                    CHECK((!alike || met.contains({a, b})));
                }
            }
        }
    }
}

TEST_CASE("texts of a template just below the threshold share no rare shingle") {
    Texts texts;
    for (std::size_t k = 0; k < 200; ++k) {
        texts.emplace_back(words(100, 0) + words(20, 1000 * (k + 1)));
    }
    Bucket bucket(texts);
    RareShingles rare(bucket.source, {}, bucket.nodes, 0.8);
    rare.read(bucket.members, {});
    CHECK(rare.cost() == 0);
}
