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
    if (weight_ == 0) {
        find_places();
    }
}

void MmrValues::find_places() {
    begins_.assign(1, 0);
    for (const std::uint32_t df : matrix_.df) {
        begins_.push_back(begins_.back() + df);
    }
    places_.resize(begins_.back());
    products_.assign(scores_.size(), 0);
    std::vector<std::size_t> ends(begins_.begin(), begins_.end() - 1);
    for (std::size_t i = 0; i < scores_.size(); ++i) {
        const auto terms = matrix_.terms[i];
        const auto x = matrix_.x_of(i);
        for (std::size_t k = 0; k < terms.size(); ++k) {
            places_[ends[terms[k]]++] = {x[k], static_cast<std::uint32_t>(i)};
        }
    }
}

void MmrValues::take(std::size_t sentence) {
    if (weight_ == 0) {
        compare_all(sentence);
    } else {
        chosen_.push_back(sentence);
    }
}

/// The similarities of all sentences to the chosen one. The products of each are summed up by rising terms, as
/// `similarity` does: the same bits.
void MmrValues::compare_all(std::size_t chosen) {
    const auto terms = matrix_.terms[chosen];
    const auto x = matrix_.x_of(chosen);
    for (std::size_t k = 0; k < terms.size(); ++k) {
        for (std::size_t p = begins_[terms[k]]; p < begins_[terms[k] + std::size_t{1}]; ++p) {
            const Place& place = places_[p];
            if (products_[place.sentence] == 0) {
                alike_.push_back(place.sentence);
            }
            products_[place.sentence] += place.x * x[k];
        }
    }
    for (const std::uint32_t other : alike_) {
        const double cosine = products_[other] / (lengths_[other] * lengths_[chosen]);
        nearest_[other] = std::max(nearest_[other], cosine);
        products_[other] = 0;
    }
    alike_.clear();
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
    const SentenceVectors units{units_, dimensions_};
    const auto left = units.of(a);
    const auto right = units.of(b);
    const double of_vectors = std::inner_product(left.begin(), left.end(), right.begin(), 0.0);
    return (1 - weight_) * cosine + weight_ * std::max(of_vectors, 0.0);
}

}  // namespace twicetold
