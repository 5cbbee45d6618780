#include "twicetold/summary/focus.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>

#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

double dot(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Negative values become 0, the largest 1, unless it is 0.
void scale(std::vector<double>& values) {
    double largest = 0;
    for (double& value : values) {
        value = std::max(value, 0.0);
        largest = std::max(largest, value);
    }
    for (double& value : values) {
        value = largest > 0 ? value / largest : 0;
    }
}

/// Whether a word is one character of a script without spaces, whose terms are pairs of characters.
bool is_spaceless_character(std::string_view word) {
    const Decoded decoded = decode_utf8(word, 0);
    return decoded.size == word.size() && unicode::is(decoded.code_point, unicode::spaceless);
}

/// Adds the terms that a character is part of.
void count_pairs_with(std::string_view character, const TermMatrix& matrix, std::span<const TextTerms* const> texts,
                      std::map<std::uint32_t, std::uint32_t>& counts) {
    for (std::uint32_t term = 0; term < matrix.distinct_terms(); ++term) {
        const auto [document, at] = matrix.first[term];
        const TextTerms& text = *texts[document];
        const Span source = text.terms[at].source;
        if (text.text.substr(source.begin, source.size()).find(character) != std::string_view::npos) {
            ++counts[term];
        }
    }
}

}  // namespace

std::optional<std::vector<double>> query_focus(const TermMatrix& matrix, std::span<const TextTerms* const> texts,
                                               const TextTerms& query) {
    std::map<std::uint32_t, std::uint32_t> counts;
    for (const TermOccurrence& occurrence : query.terms) {
        const std::string_view word = query.text.substr(occurrence.source.begin, occurrence.source.size());
        if (const auto term = matrix.find(occurrence.id)) {
            ++counts[*term];
        } else if (is_spaceless_character(word)) {
            count_pairs_with(word, matrix, texts, counts);
        }
    }
    if (counts.empty()) {
        return std::nullopt;
    }
    std::vector<double> weights(matrix.distinct_terms(), 0);
    for (const auto& [term, count] : counts) {
        weights[term] = static_cast<float>(std::log2(1.0 + count)) * matrix.idf[term];
    }
    std::vector<double> focus(matrix.sentences(), 0);
    for (std::size_t i = 0; i < focus.size(); ++i) {
        const auto terms = matrix.terms[i];
        const auto x = matrix.x_of(i);
        double product = 0;
        double squares = 0;
        for (std::size_t k = 0; k < terms.size(); ++k) {
            product += x[k] * weights[terms[k]];
            squares += x[k] * x[k];
        }
        focus[i] = product == 0 ? 0 : product / std::sqrt(squares);
    }
    scale(focus);
    return focus;
}

void check_vectors(const SentenceVectors& vectors, std::size_t sentences) {
    const std::size_t rows = vectors.empty() ? 0 : vectors.values.size() / vectors.dimensions;
    if (rows != sentences) {
        throw std::invalid_argument("embeddings must have one row for each of the " + std::to_string(sentences) +
                                    " sentences, got " + std::to_string(rows));
    }
    for (std::size_t i = 0; i < rows; ++i) {
        if (!std::ranges::all_of(vectors.of(i), [](double value) { return std::isfinite(value); })) {
            throw std::invalid_argument("embeddings must be finite numbers, got NaN or infinity in row " +
                                        std::to_string(i));
        }
    }
}

std::vector<double> unit_vectors(const SentenceVectors& vectors) {
    std::vector<double> units(vectors.values.begin(), vectors.values.end());
    for (std::size_t at = 0; at < units.size(); at += vectors.dimensions) {
        const std::span<double> row = std::span(units).subspan(at, vectors.dimensions);
        // Scaled first, so that no square overflows.
        double largest = 0;
        for (const double value : row) {
            largest = std::max(largest, std::abs(value));
        }
        for (double& value : row) {
            value = largest > 0 ? value / largest : 0;
        }
        const double length = std::sqrt(dot(row, row));
        for (double& value : row) {
            value = length > 0 ? value / length : 0;
        }
    }
    return units;
}

std::vector<double> vector_centrality(const SentenceVectors& units) {
    const std::size_t n = units.values.size() / units.dimensions;
    std::vector<double> sum(units.dimensions, 0);
    for (std::size_t i = 0; i < n; ++i) {
        std::ranges::transform(sum, units.of(i), sum.begin(), std::plus<>());
    }
    std::vector<double> others(units.dimensions);
    std::vector<double> central(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        std::ranges::transform(sum, units.of(i), others.begin(), std::minus<>());
        const double length = std::sqrt(dot(others, others));
        central[i] = length > 0 ? dot(units.of(i), others) / length : 0;
    }
    scale(central);
    return central;
}

std::vector<double> vector_focus(const SentenceVectors& units, std::span<const double> vector) {
    const std::size_t n = units.values.size() / units.dimensions;
    std::vector<double> focus(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        focus[i] = dot(units.of(i), vector);
    }
    scale(focus);
    return focus;
}

}  // namespace twicetold
