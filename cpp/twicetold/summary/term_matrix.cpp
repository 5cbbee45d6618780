#include "twicetold/summary/term_matrix.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/base/hash.hpp"

namespace twicetold {

namespace {

constexpr std::size_t table_size = 64;  // logarithms of smaller counts are computed once

// Bits: every logarithm is rounded to float; the product of two floats is exact in double.
float tf_weight(std::uint32_t count) {
    return static_cast<float>(std::log2(1.0 + count));
}

/// tf_weight of small counts.
const std::array<float, table_size>& tf_weights() {
    static const std::array<float, table_size> table = [] {
        std::array<float, table_size> weights{};
        for (std::uint32_t count = 0; count < table_size; ++count) {
            weights[count] = tf_weight(count);
        }
        return weights;
    }();
    return table;
}

constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();

std::uint32_t narrow(std::size_t value) {
    return static_cast<std::uint32_t>(value);
}

std::size_t count_occurrences(std::span<const TextTerms* const> texts) {
    std::size_t sentences = 0;
    std::size_t occurrences = 0;
    for (const TextTerms* text : texts) {
        sentences += text->sentences.size();
        occurrences += text->terms.size();
    }
    if (std::max(sentences, occurrences) >= most) {
        throw std::invalid_argument("texts must have less than 2147483647 terms together, got " +
                                    std::to_string(std::max(sentences, occurrences)));
    }
    return occurrences;
}

std::uint64_t seed_of(std::span<const TextTerms* const> texts) {
    std::uint64_t seed = 0;
    for (const TextTerms* text : texts) {
        for (const SentenceFacts& facts : text->facts) {
            seed = avalanche(seed + facts.tokens);
        }
    }
    return seed;
}

}  // namespace

void TermMatrix::assign(std::span<const TextTerms* const> texts, const DocumentFrequencies* background) {
    const bool several = texts.size() > 1;
    seed = seed_of(texts);
    clear(count_occurrences(texts), several);
    for (std::size_t d = 0; d < texts.size(); ++d) {
        const TextTerms& text = *texts[d];
        Pace pace;
        for (std::size_t j = 0; j < text.sentences.size(); ++j) {
            pace.at(text.offsets[j]);
            add_row(text.terms_of(j), d, text.offsets[j]);
            if (several) {
                add_pairs(text.terms_of(j));
            }
        }
        first_sentence.push_back(first_sentence.back() + text.sentences.size());
    }
    all_df_.clear();
    if (background != nullptr) {
        count_background(texts, *background);
    }
    weigh(background == nullptr ? 0 : background->sentences());
}

void TermMatrix::clear(std::size_t most_occurrences, bool with_pairs) {
    numbers_.clear(most_occurrences, seed);
    pair_numbers_.clear(with_pairs ? most_occurrences : 0, seed);
    first_sentence.assign(1, 0);
    for (Rows* rows : {&terms, &pairs}) {
        rows->starts.assign(1, 0);
        rows->values.clear();
    }
    terms.values.reserve(most_occurrences);
    tf.clear();
    tf.reserve(most_occurrences);
    df.clear();
    first.clear();
    last_.clear();
}

/// The number of the term of this id, which occurs at `place`.
std::uint32_t TermMatrix::number(std::uint64_t id, FirstOccurrence place) {
    const std::uint32_t term = numbers_.number(id);
    if (static_cast<std::size_t>(term) == df.size()) {
        df.push_back(0);
        last_.emplace_back();
        first.push_back(place);
    }
    return term;
}

void TermMatrix::add_row(std::span<const TermOccurrence> occurrences, std::size_t document,
                         std::size_t first_occurrence) {
    const std::uint32_t sentence = narrow(terms.starts.size() - 1);
    row_.resize(std::max(row_.size(), occurrences.size()));
    occurring_.resize(row_.size());
    std::uint64_t* const row = row_.data();
    std::uint32_t* const occurring = occurring_.data();
    std::size_t size = 0;
    for (std::size_t k = 0; k < occurrences.size(); ++k) {
        const std::uint32_t term = number(occurrences[k].id, {document, first_occurrence + k});
        occurring[k] = term;
        Last& last = last_[term];
        if (last.sentence != sentence) {
            last = {sentence, narrow(size)};
            row[size++] = static_cast<std::uint64_t>(term) << 32;
            ++df[term];
        }
        ++row[last.at];
    }
    std::sort(row, row + size);
    const std::size_t start = terms.values.size();
    terms.values.resize(start + size);
    tf.resize(start + size);
    for (std::size_t k = 0; k < size; ++k) {
        terms.values[start + k] = static_cast<std::uint32_t>(row[k] >> 32);
        tf[start + k] = static_cast<std::uint32_t>(row[k] & 0xFFFFFFFFu);
    }
    terms.starts.push_back(narrow(start + size));
}

void TermMatrix::add_pairs(std::span<const TermOccurrence> occurrences) {
    for (std::size_t k = 1; k < occurrences.size(); ++k) {
        if (occurrences[k].adjacent) {
            const auto left = static_cast<std::uint64_t>(occurring_[k - 1]);
            pairs.values.push_back(pair_numbers_.number(left << 32 | static_cast<std::uint64_t>(occurring_[k])));
        }
    }
    pairs.starts.push_back(narrow(pairs.values.size()));
}

void TermMatrix::count_background(std::span<const TextTerms* const> texts, const DocumentFrequencies& background) {
    all_df_.assign(df.begin(), df.end());
    for (std::size_t t = 0; t < df.size(); ++t) {
        all_df_[t] += background.of(texts[first[t].document]->terms[first[t].at].id);
    }
}

// Step 3: x_it = log2(1 + tf_it) · ln(1 + n/df_t); T_t = Σ_i x_it.
void TermMatrix::weigh(std::uint64_t background_sentences) {
    distinct_pairs = pair_numbers_.size();
    const auto n = static_cast<double>(sentences() + background_sentences);
    const auto weight = [n](std::uint64_t count) {
        return static_cast<float>(std::log(1.0 + n / static_cast<double>(count)));
    };
    idf_.assign(table_size, 0);
    idf.resize(df.size());
    for (std::size_t t = 0; t < df.size(); ++t) {
        const std::uint64_t count = all_df_.empty() ? df[t] : all_df_[t];
        if (count >= table_size) {
            idf[t] = weight(count);
            continue;
        }
        float& known = idf_[count];
        if (known == 0) {  // ln(1 + n/df) > 0
            known = weight(count);
        }
        idf[t] = known;
    }
    totals.assign(df.size(), 0);
    x.resize(terms.values.size());
    const std::array<float, table_size>& of_small = tf_weights();
    for (std::size_t k = 0; k < x.size(); ++k) {
        const std::uint32_t term = terms.values[k];
        const double of_tf = static_cast<std::size_t>(tf[k]) < table_size ? of_small[tf[k]] : tf_weight(tf[k]);
        x[k] = of_tf * idf[term];
        totals[term] += x[k];
    }
}

bool nearly_equal(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    std::size_t common = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        common += a[i] == b[j];
        const bool step_a = a[i] <= b[j];
        const bool step_b = b[j] <= a[i];
        i += step_a;
        j += step_b;
    }
    // common / (|a| + |b| - common) >= 3/5, in whole numbers.
    return common > 0 && 8 * common >= 3 * (a.size() + b.size());
}

}  // namespace twicetold
