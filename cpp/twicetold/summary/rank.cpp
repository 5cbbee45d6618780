#include "twicetold/summary/rank.hpp"

#include <algorithm>
#include <cmath>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/summary/furniture.hpp"

namespace twicetold {

namespace {

constexpr double furniture_factor = 0.3;

double round_to_float(double value) {
    return static_cast<float>(value);
}

/// Bits: sums run in double in the order of the terms.
double norm(std::span<const double> x) {
    double squares = 0;
    for (const double value : x) {
        squares += value * value;
    }
    return std::sqrt(squares);
}

/// heading_d (step 5): the terms of a text's heading with their x, that of the first sentence that has the term.
class Heading {
  public:
    explicit Heading(std::size_t distinct_terms) : weights_(distinct_terms) {}

    /// O(terms added).
    void add(std::span<const std::uint32_t> terms, std::span<const double> x) {
        for (std::size_t k = 0; k < terms.size(); ++k) {
            if (weights_[terms[k]] == 0) {
                weights_[terms[k]] = x[k];
                terms_.push_back(terms[k]);
                squares_ += x[k] * x[k];
            }
        }
    }

    void clear() {
        for (const std::uint32_t term : terms_) {
            weights_[term] = 0;
        }
        terms_.clear();
        squares_ = 0;
    }

    [[nodiscard]] double cosine(std::span<const std::uint32_t> terms, std::span<const double> x) const {
        if (terms_.empty()) {
            return 0;
        }
        double product = 0;
        for (std::size_t k = 0; k < terms.size(); ++k) {
            product += x[k] * weights_[terms[k]];
        }
        return product == 0 ? 0 : product / (norm(x) * std::sqrt(squares_));
    }

  private:
    std::vector<double> weights_;
    std::vector<std::uint32_t> terms_;
    double squares_ = 0;
};

/// Ranks the sentences of one text among those of all.
class TextRanker {
  public:
    TextRanker(const TextTerms& text, const TermMatrix& matrix, const RankParameters& parameters, std::size_t first,
               Ranking& ranking)
        : text_(text), matrix_(matrix), parameters_(parameters), first_(first), ranking_(ranking) {}

    /// Adds the furniture sentences before the first real one with L >= 4 and < 30 % words with digits (step 5).
    void read_heading(Heading& heading) const {
        for (std::size_t j = 0; j < text_.sentences.size() && is_furniture(j); ++j) {
            const std::uint64_t words = text_.facts[j].words;
            if (words >= 4 && 10 * std::uint64_t{text_.facts[j].digit_words} < 3 * words) {
                heading.add(matrix_.terms[first_ + j], matrix_.x_of(first_ + j));
            }
        }
    }

    void run(const Heading& heading) {
        std::size_t real = 0;  // N_d
        for (std::size_t j = 0; j < text_.sentences.size(); ++j) {
            real += !is_furniture(j);
        }
        std::size_t position = 0;  // pos_i
        Pace pace;
        for (std::size_t j = 0; j < text_.sentences.size(); ++j) {
            pace.at(matrix_.terms.starts[first_ + j]);
            contribute(first_ + j, prior(j, position, real) * heading_factor(j, heading));
            position += !is_furniture(j);
        }
    }

  private:
    bool is_furniture(std::size_t j) const { return ranking_.furniture[first_ + j] != 0; }

    // Step 4: prior_i = (1 − a + a·exp(−pos_i / max(tmin, trel·N_d))) · (0.3 if f_i).
    double prior(std::size_t j, std::size_t position, std::size_t real) const {
        const double scale = std::max(parameters_.tmin, parameters_.trel * static_cast<double>(real));
        const double decay = round_to_float(std::exp(-static_cast<double>(position) / scale));
        const double prior = 1.0 - parameters_.a + parameters_.a * decay;
        return is_furniture(j) ? prior * furniture_factor : prior;
    }

    // Step 5: h_i = exp(.5·cos(x_i, heading_d)) if f_i = 0, else 1.
    double heading_factor(std::size_t j, const Heading& heading) const {
        if (is_furniture(j)) {
            return 1;
        }
        return round_to_float(std::exp(0.5 * heading.cosine(matrix_.terms[first_ + j], matrix_.x_of(first_ + j))));
    }

    // Step 5: c_it = prior_i · h_i · (T_t − (1 − w)·x_it) · x_it / |x_i|₂^p.
    void contribute(std::size_t i, double worth) {
        const auto terms = matrix_.terms[i];
        const auto x = matrix_.x_of(i);
        double* contributions = ranking_.contributions.data() + matrix_.terms.starts[i];
        const double length = norm(x);
        const double factor = worth / (parameters_.p == 1 ? length : round_to_float(std::pow(length, parameters_.p)));
        double score = 0;
        for (std::size_t k = 0; k < terms.size(); ++k) {
            const double others = matrix_.totals[terms[k]] - (1.0 - parameters_.w) * x[k];
            contributions[k] = factor * (others * x[k]);
            score += contributions[k];
        }
        ranking_.scores[i] = score;
    }

    const TextTerms& text_;
    const TermMatrix& matrix_;
    const RankParameters& parameters_;
    std::size_t first_;  // number of its first sentence
    Ranking& ranking_;
};

}  // namespace

RankParameters parameters_of(Preset preset) {
    switch (preset) {
        case Preset::one: return {.p = 0.7, .w = 0.1, .a = 0.5, .tmin = 5, .trel = 0.3, .full_furniture = false};
        case Preset::multi: return {.p = 1, .w = 0, .a = 0.85, .tmin = 2.5, .trel = 0.05, .full_furniture = true};
        case Preset::automatic:
        case Preset::long_text: break;
    }
    return {.p = 1, .w = 0, .a = 0.5, .tmin = 5, .trel = 0.3, .full_furniture = false};
}

void rank_sentences(std::span<const TextTerms* const> texts, const TermMatrix& matrix, const RankParameters& parameters,
                    Ranking& ranking) {
    find_furniture(texts, parameters.full_furniture, ranking.furniture);
    ranking.contributions.resize(matrix.x.size());
    ranking.scores.resize(matrix.sentences());
    // h_i is 1 for one text: its heading stays empty.
    Heading heading(texts.size() > 1 ? matrix.distinct_terms() : 0);
    for (std::size_t d = 0; d < texts.size(); ++d) {
        TextRanker ranker(*texts[d], matrix, parameters, matrix.first_sentence[d], ranking);
        if (texts.size() > 1) {
            heading.clear();
            ranker.read_heading(heading);
        }
        ranker.run(heading);
    }
}

}  // namespace twicetold
