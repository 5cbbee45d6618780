#include "twicetold/stories/story_candidates.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <set>
#include <string_view>
#include <tuple>

namespace twicetold {

namespace {

void add_row(SparseRows& rows, const std::set<std::uint32_t>& columns, std::mt19937_64& random, double scale) {
    for (const std::uint32_t column : columns) {
        rows.columns.push_back(column);
        rows.values.push_back(static_cast<float>(scale * static_cast<double>(1 + random() % 100)));
    }
    rows.offsets.push_back(rows.columns.size());
}

/// Texts of 45 or fewer rare terms, so that some are not heavy, and of a few common ones.
StoryVectors random_vectors(std::size_t n, std::mt19937_64& random) {
    StoryVectors vectors;
    vectors.rare.width = static_cast<std::uint32_t>(n);
    vectors.common.width = 50;
    for (std::size_t text = 0; text < n; ++text) {
        std::set<std::uint32_t> rare;
        std::set<std::uint32_t> common;
        for (std::size_t k = random() % 45; k > 0; --k) {
            rare.insert(static_cast<std::uint32_t>(random() % n));
        }
        for (std::size_t k = random() % 20; k > 0; --k) {
            common.insert(static_cast<std::uint32_t>(random() % 50));
        }
        add_row(vectors.rare, rare, random, 0.002);
        add_row(vectors.common, common, random, 0.0002);
    }
    return vectors;
}

double product(const SparseRows& rows, std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t k = rows.offsets[a]; k < rows.offsets[a + 1]; ++k) {
        for (std::size_t l = rows.offsets[b]; l < rows.offsets[b + 1]; ++l) {
            if (rows.columns[k] == rows.columns[l]) {
                sum += static_cast<double>(rows.values[k]) * static_cast<double>(rows.values[l]);
            }
        }
    }
    return sum;
}

std::set<std::uint32_t> heavy_terms(const SparseRows& rare, std::size_t text) {
    std::vector<std::pair<float, std::uint32_t>> terms;
    for (std::size_t k = rare.offsets[text]; k < rare.offsets[text + 1]; ++k) {
        terms.emplace_back(-rare.values[k], rare.columns[k]);
    }
    std::sort(terms.begin(), terms.end());
    std::set<std::uint32_t> heavy;
    for (std::size_t k = 0; k < std::min<std::size_t>(terms.size(), 40); ++k) {
        heavy.insert(terms[k].second);
    }
    return heavy;
}

TEST_CASE("edges of many blocks are those of comparing every text with every other, on any number of threads") {
    constexpr std::size_t n = 2500;
    std::mt19937_64 random(11);
    const StoryVectors vectors = random_vectors(n, random);
    std::vector<double> days;
    std::vector<std::uint32_t> languages;
    for (std::size_t text = 0; text < n; ++text) {
        days.push_back(random() % 10 == 0 ? std::nan("") : static_cast<double>(random() % 60));
        languages.push_back(static_cast<std::uint32_t>(random() % 4));
    }
    const StoryFacts facts{days, languages};
    constexpr double threshold = 0.06;

    std::vector<std::set<std::uint32_t>> heavy;
    for (std::size_t text = 0; text < n; ++text) {
        heavy.push_back(heavy_terms(vectors.rare, text));
    }
    std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> expected;
    for (std::uint32_t a = 0; a < n; ++a) {
        for (std::uint32_t b = a + 1; b < n; ++b) {
            const bool apart = languages[a] != languages[b] && languages[a] != 0 && languages[b] != 0;
            const bool meet = std::any_of(heavy[a].begin(), heavy[a].end(),
                                          [&](std::uint32_t term) { return heavy[b].contains(term); });
            if (apart || !meet) {
                continue;
            }
            const double similarity =
                (product(vectors.rare, a, b) + product(vectors.common, a, b)) * date_factor(days[a], days[b]);
            if (similarity >= threshold / 2) {
                expected.emplace_back(a, b, similarity);
            }
        }
    }
    REQUIRE(expected.size() > 1000);
    for (const std::size_t threads : {1u, 2u, 7u}) {
        Control control;
        control.threads = threads;
        const auto edges = story_candidates(vectors, threshold, facts, control);
        REQUIRE(edges.size() == expected.size());
        for (std::size_t k = 0; k < edges.size(); ++k) {
            CHECK(edges[k].left == std::get<0>(expected[k]));
            CHECK(edges[k].right == std::get<1>(expected[k]));
            const double similarity = static_cast<double>(edges[k].similarity) / similarity_one;
            CHECK(std::abs(similarity - std::get<2>(expected[k])) < 1e-9);
        }
    }
}

TEST_CASE("few texts of many terms are no reason to be deaf") {
    std::mt19937_64 random(12);
    StoryVectors vectors;
    vectors.rare.width = 16000;
    for (std::size_t text = 0; text < 800; ++text) {
        std::set<std::uint32_t> rare;
        for (std::size_t k = 0; k < 2000; ++k) {
            rare.insert(static_cast<std::uint32_t>(random() % vectors.rare.width));
        }
        add_row(vectors.rare, rare, random, 0.0001);
        add_row(vectors.common, {}, random, 0);
    }
    Control control;
    std::size_t asked_within = 0;
    control.poll = [&](std::string_view, std::size_t done, std::size_t total) { asked_within += done < total ? 1 : 0; };
    const auto begin = std::chrono::steady_clock::now();
    static_cast<void>(story_candidates(vectors, 0.1, {}, control));
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK((asked_within > 0 || took < std::chrono::milliseconds(100)));
}

}  // namespace

}  // namespace twicetold
