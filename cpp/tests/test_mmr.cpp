#include "twicetold/summary/mmr.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "twicetold/summary/term_matrix.hpp"
#include "twicetold/summary/terms.hpp"

using namespace twicetold;

namespace {

/// Sentences of few different words, so that they share many.
std::string any_text(std::mt19937_64& random) {
    std::string text;
    const std::size_t words = 4 + random() % 60;
    for (std::size_t sentence = 0; sentence < 25; ++sentence) {
        for (std::size_t k = 1 + random() % 9; k > 0; --k) {
            text += "w" + std::to_string(random() % words) + "x ";
        }
        text += "end. ";
    }
    return text;
}

double cosine(const TermMatrix& matrix, std::size_t a, std::size_t b) {
    std::vector<double> dense(matrix.distinct_terms(), 0);
    double length_a = 0;
    double length_b = 0;
    double product = 0;
    for (std::size_t k = 0; k < matrix.terms[a].size(); ++k) {
        const double x = matrix.x_of(a)[k];
        dense[matrix.terms[a][k]] = x;
        length_a += x * x;
    }
    for (std::size_t k = 0; k < matrix.terms[b].size(); ++k) {
        const double x = matrix.x_of(b)[k];
        product += dense[matrix.terms[b][k]] * x;
        length_b += x * x;
    }
    return product == 0 ? 0 : product / (std::sqrt(length_a) * std::sqrt(length_b));
}

}  // namespace

TEST_CASE("likeness summed up along the terms of the chosen sentence is the cosine, to the last bit") {
    std::mt19937_64 random(8);
    for (int round = 0; round < 40; ++round) {
        const std::string text = any_text(random);
        const TextTerms terms = text_terms(text, {"none"});
        const TextTerms* pointer = &terms;
        TermMatrix matrix;
        matrix.assign({&pointer, 1});
        std::vector<double> scores(matrix.sentences());
        std::ranges::generate(scores, [&] { return static_cast<double>(random() % 1000); });
        const double largest = std::max(1.0, *std::ranges::max_element(scores));
        MmrValues values(matrix, scores, .4, {}, 0, .5);
        std::vector<std::size_t> chosen;
        for (int step = 0; step < 8; ++step) {
            for (std::size_t i = 0; i < scores.size(); ++i) {
                double nearest = 0;
                for (const std::size_t j : chosen) {
                    nearest = std::max(nearest, cosine(matrix, i, j));
                }
                CHECK(values.of(i) == static_cast<float>(.4 * (scores[i] / largest) - (1 - .4) * nearest));
            }
            chosen.push_back(random() % scores.size());
            values.take(chosen.back());
        }
    }
}
