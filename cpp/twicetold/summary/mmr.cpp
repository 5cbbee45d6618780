#include "twicetold/summary/mmr.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "twicetold/summary/focus.hpp"

namespace twicetold {

MmrValues::MmrValues(const TermMatrix& matrix, std::vector<double> scores, double lambda, std::vector<double> units,
                     std::size_t dimensions, double weight)
    : matrix_(matrix),
      scores_(std::move(scores)),
      lambda_(lambda),
      units_(std::move(units)),
      dimensions_(dimensions),
      weight_(dimensions == 0 ? 0 : weight) {
    largest_ = scores_.empty() ? 0 : *std::ranges::max_element(scores_);
    for (std::size_t i = 0; i < scores_.size(); ++i) {
        const auto x = matrix.x_of(i);
        lengths_.push_back(std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 0.0)));
    }
    nearest_.assign(scores_.size(), 0);
    looked_.assign(scores_.size(), 0);
}

double MmrValues::of(std::size_t sentence) const {
    for (std::uint32_t& k = looked_[sentence]; k < chosen_.size(); ++k) {
        nearest_[sentence] = std::max(nearest_[sentence], similarity(sentence, chosen_[k]));
    }
    const double relevance = largest_ > 0 ? scores_[sentence] / largest_ : 0;
    return static_cast<float>(lambda_ * relevance - (1 - lambda_) * nearest_[sentence]);
}

double MmrValues::similarity(std::size_t a, std::size_t b) const {
    const auto terms_a = matrix_.terms[a];
    const auto terms_b = matrix_.terms[b];
    const auto x_a = matrix_.x_of(a);
    const auto x_b = matrix_.x_of(b);
    double product = 0;
    for (std::size_t i = 0, j = 0; i < terms_a.size() && j < terms_b.size();) {
        if (terms_a[i] == terms_b[j]) {
            product += x_a[i++] * x_b[j++];
        } else {
            ++(terms_a[i] < terms_b[j] ? i : j);
        }
    }
    const double cosine = product == 0 ? 0 : product / (lengths_[a] * lengths_[b]);
    if (weight_ == 0) {
        return cosine;
    }
    const SentenceVectors units{units_, dimensions_};
    const auto left = units.of(a);
    const auto right = units.of(b);
    const double of_vectors = std::inner_product(left.begin(), left.end(), right.begin(), 0.0);
    return (1 - weight_) * cosine + weight_ * std::max(of_vectors, 0.0);
}

}  // namespace twicetold
