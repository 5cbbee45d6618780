#include "twicetold/summary/discounts.hpp"

#include <algorithm>
#include <span>

namespace twicetold {

namespace {

constexpr double term_discount = 0.5;
constexpr double pair_discount = 0.3;
constexpr double text_discount = 0.85;

}  // namespace

DiscountedValues::DiscountedValues(const TermMatrix& matrix, const Ranking& ranking)
    : matrix_(matrix), ranking_(ranking), several_texts_(matrix.first_sentence.size() > 2) {
    discounts_.assign(matrix.distinct_terms(), 1.0);
    if (several_texts_) {
        text_factors_.assign(matrix.first_sentence.size() - 1, 1.0);
        said_.assign(static_cast<std::size_t>(matrix.distinct_pairs), 0);
    }
}

// (Σ_t m_t·c_it) · r_i · .85^(sentences already taken from its text). All factors only fall, rounded too.
double DiscountedValues::of(std::size_t sentence) const {
    const auto terms = matrix_.terms[sentence];
    const double* contributions = ranking_.contributions.data() + matrix_.terms.starts[sentence];
    double sum = 0;
    for (std::size_t k = 0; k < terms.size(); ++k) {
        sum += discounts_[terms[k]] * contributions[k];
    }
    return several_texts_ ? sum * newness(sentence) * text_factors_[text_of(sentence)] : sum;
}

void DiscountedValues::take(std::size_t sentence) {
    for (const std::uint32_t term : matrix_.terms[sentence]) {
        discounts_[term] *= term_discount;
    }
    if (several_texts_) {
        for (const std::uint32_t pair : matrix_.pairs[sentence]) {
            said_[pair] = 1;
        }
        double& factor = text_factors_[text_of(sentence)];
        factor *= text_discount;
        least_text_factor_ = std::min(least_text_factor_, factor);
    }
}

// m_t was halved: what is left is what was lost. Other factors are at least these.
double DiscountedValues::drop(std::uint32_t term) const {
    const double least_newness = 1.0 - pair_discount;
    return several_texts_ ? discounts_[term] * least_newness * least_text_factor_ : discounts_[term];
}

std::size_t DiscountedValues::text_of(std::size_t sentence) const {
    const auto next = std::ranges::upper_bound(matrix_.first_sentence, sentence);
    return static_cast<std::size_t>(next - matrix_.first_sentence.begin()) - 1;
}

// r_i = 1 − .3·(share of i's adjacent term pairs already in the summary).
double DiscountedValues::newness(std::size_t sentence) const {
    const auto pairs = matrix_.pairs[sentence];
    if (pairs.empty()) {
        return 1;
    }
    std::size_t said = 0;
    for (const std::uint32_t pair : pairs) {
        said += said_[pair];
    }
    return 1.0 - pair_discount * (static_cast<double>(said) / static_cast<double>(pairs.size()));
}

}  // namespace twicetold
