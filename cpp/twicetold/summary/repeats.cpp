#include "twicetold/summary/repeats.hpp"

#include <algorithm>
#include <bit>

namespace twicetold {

namespace {

constexpr std::size_t most_looks = std::size_t{1} << 14;

/// Whether so many terms with these signatures cannot be nearly equal: a bit of one that the other has not is a term
/// of one that the other has not, and at most a − ⌈3(a + b)/8⌉ of those are allowed.
bool too_different(std::uint64_t signature_a, std::size_t a, std::uint64_t signature_b, std::size_t b) {
    const std::size_t common = (3 * (a + b) + 7) / 8;
    if (common > std::min(a, b)) {
        return true;
    }
    const auto only_a = static_cast<std::size_t>(std::popcount(signature_a & ~signature_b));
    return only_a > a - common || static_cast<std::size_t>(std::popcount(signature_b & ~signature_a)) > b - common;
}

}  // namespace

void ChosenSentences::start(const TermMatrix& matrix) {
    matrix_ = &matrix;
    heads_.assign(matrix.distinct_terms(), none);
    entries_.clear();
    checked_.assign(matrix.sentences(), none);
    said_.clear(matrix.sentences(), matrix.seed);
    rarest_of_ = matrix.sentences();
    bounded_ = false;
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
    const std::uint64_t signature = signature_of(sentence);
    std::size_t looks = 0;
    for (const std::uint32_t term : rarest_) {
        for (std::uint32_t e = heads_[term]; e != none; e = entries_[e].next) {
            if (++looks > most_looks) {
                bounded_ = true;
                return false;
            }
            const Entry& entry = entries_[e];
            if (too_different(signature, terms.size(), entry.signature, entry.terms)) {
                continue;
            }
            const std::uint32_t chosen = entry.sentence;
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
    const std::uint64_t signature = signature_of(sentence);
    const auto terms = static_cast<std::uint32_t>(matrix_->terms[sentence].size());
    for (const std::uint32_t term : rarest_) {
        entries_.push_back({signature, static_cast<std::uint32_t>(sentence), heads_[term], terms});
        heads_[term] = static_cast<std::uint32_t>(entries_.size()) - 1;
    }
}

std::uint64_t ChosenSentences::signature_of(std::size_t sentence) const {
    std::uint64_t bits = 0;
    for (const std::uint32_t term : matrix_->terms[sentence]) {
        bits |= std::uint64_t{1} << (term % 64);
    }
    return bits;
}

/// Of n terms at least ⌈3n/5⌉ are common with a nearly equal sentence, so one of any n - ⌈3n/5⌉ + 1 is; of the rarest
/// in an order that is the same for all sentences, the same one for both.
void ChosenSentences::find_rarest(std::size_t sentence) {
    if (rarest_of_ == sentence) {
        return;
    }
    rarest_of_ = sentence;
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
