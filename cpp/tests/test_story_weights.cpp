#include "twicetold/stories/story_weights.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "twicetold/text/text_source.hpp"

namespace twicetold {

namespace {

TEST_CASE("vectors of more features than are numbered at a time are those of counting each by itself") {
    std::mt19937_64 random(4);
    std::vector<std::optional<std::string>> texts;
    for (std::size_t k = 0; k < 900; ++k) {
        std::string text;
        for (std::size_t word = 0; word < 400; ++word) {
            text += "w" + std::to_string(random() % 9000) + " ";
        }
        texts.push_back(text);
    }
    std::vector<std::vector<StoryFeature>> features(texts.size());
    std::unordered_map<std::uint64_t, std::uint32_t> df;
    TitledTerms terms;
    TermScratch scratch;
    FeatureReader reader;
    std::size_t count = 0;
    for (std::size_t k = 0; k < texts.size(); ++k) {
        terms.assign("", *texts[k], scratch);
        reader.read(terms, features[k]);
        count += features[k].size();
        for (const StoryFeature& feature : features[k]) {
            ++df[feature.id];
        }
    }
    REQUIRE(count > std::size_t{1} << 19);

    const OwnTexts source(texts);
    std::vector<std::uint32_t> rows(texts.size());
    std::iota(rows.begin(), rows.end(), 0u);
    const StoryVectors vectors = story_vectors(source, nullptr, rows);
    for (std::size_t k = 0; k < texts.size(); ++k) {
        double squares = 0;
        for (const StoryFeature& feature : features[k]) {
            squares += std::pow(vectors.terms.weight(feature), 2);
        }
        std::vector<float> rare;
        std::vector<float> common;
        for (const StoryFeature& feature : features[k]) {
            if (df[feature.id] > 1) {
                auto& own = df[feature.id] <= most_texts_of_rare ? rare : common;
                own.push_back(static_cast<float>(vectors.terms.weight(feature) / std::sqrt(squares)));
            }
        }
        const auto are = [](std::span<const float> values, const std::vector<float>& expected) {
            return std::vector<float>(values.begin(), values.end()) == expected;
        };
        CHECK(are(vectors.rare.values_of(k), rare));
        CHECK(are(vectors.common.values_of(k), common));
    }
    CHECK(std::all_of(df.begin(), df.end(), [&](const auto& own) {
        const StoryFeature feature{own.first, 1};
        return vectors.terms.weight(feature) == vectors.terms.idf(own.second);
    }));
}

}  // namespace

}  // namespace twicetold
