#include "twicetold/summary/repeats.hpp"

#include <algorithm>

namespace twicetold {

void ChosenSentences::start(const TermMatrix& matrix) {
    matrix_ = &matrix;
    heads_.assign(matrix.distinct_terms(), none);
    entries_.clear();
    checked_.assign(matrix.sentences(), none);
    said_.clear(matrix.sentences(), matrix.seed);
}

bool ChosenSentences::repeats(std::size_t sentence, std::uint64_t tokens) {
    const auto terms = matrix_->terms[sentence];
    if (said_.contains(tokens)) {  // also where another stop list left other terms
        return true;
    }
    if (terms.empty() || entries_.empty()) {
        return false;
    }
    find_rarest(sentence);
    for (const std::uint32_t term : rarest_) {
        for (std::uint32_t e = heads_[term]; e != none; e = entries_[e].next) {
            const std::uint32_t chosen = entries_[e].sentence;
            if (checked_[chosen] != static_cast<std::uint32_t>(sentence)) {
                checked_[chosen] = static_cast<std::uint32_t>(sentence);
                if (nearly_equal(terms, matrix_->terms[chosen])) {
                    return true;
                }
            }
        }
    }
    return false;
}

void ChosenSentences::add(std::size_t sentence, std::uint64_t tokens) {
    said_.number(tokens);
    if (matrix_->terms[sentence].empty()) {
        return;
    }
    find_rarest(sentence);
    for (const std::uint32_t term : rarest_) {
        entries_.push_back({static_cast<std::uint32_t>(sentence), heads_[term]});
        heads_[term] = static_cast<std::uint32_t>(entries_.size()) - 1;
    }
}

/// Of n terms at least ⌈3n/5⌉ are common with a nearly equal sentence, so one of any n - ⌈3n/5⌉ + 1 is; of the rarest
/// in an order that is the same for all sentences, the same one for both.
void ChosenSentences::find_rarest(std::size_t sentence) {
    const auto terms = matrix_->terms[sentence];
    const std::size_t n = terms.size();
    const std::size_t prefix = n - (3 * n + 4) / 5 + 1;
    rarest_.resize(prefix);
    std::ranges::partial_sort_copy(terms, rarest_, [this](std::uint32_t a, std::uint32_t b) {
        const std::uint32_t df_a = matrix_->df[a];
        const std::uint32_t df_b = matrix_->df[b];
        return df_a != df_b ? df_a < df_b : a < b;
    });
}

}  // namespace twicetold
