#pragma once

// The named methods as METHODS.md section 3 says them, with dense loops over all sentences and terms.

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "twicetold/summary/methods.hpp"

namespace twicetold::reference {

using Dense = std::vector<std::vector<double>>;

inline double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t t = 0; t < a.size(); ++t) {
        sum += a[t] * b[t];
    }
    return sum;
}

/// Counts and weights of sentences and terms, from the texts.
struct DenseTexts {
    Dense tf;
    Dense x;
    std::vector<double> df;
    std::vector<std::size_t> place;  // of each sentence in its text

    explicit DenseTexts(const RankedTexts& ranked) {
        std::map<std::uint64_t, std::size_t> numbers;
        for (const TextTerms* text : ranked.texts) {
            for (const TermOccurrence& occurrence : text->terms) {
                numbers.emplace(occurrence.id, numbers.size());
            }
        }
        df.resize(numbers.size());
        for (const TextTerms* text : ranked.texts) {
            for (std::size_t j = 0; j < text->sentences.size(); ++j) {
                std::vector<double> row(numbers.size());
                for (const TermOccurrence& occurrence : text->terms_of(j)) {
                    ++row[numbers[occurrence.id]];
                }
                for (std::size_t t = 0; t < row.size(); ++t) {
                    df[t] += row[t] > 0;
                }
                tf.push_back(row);
                place.push_back(j);
            }
        }
        for (const std::vector<double>& row : tf) {
            x.emplace_back(row.size());
            for (std::size_t t = 0; t < row.size(); ++t) {
                x.back()[t] = static_cast<float>(std::log2(1 + row[t])) *
                              double{static_cast<float>(std::log(1 + static_cast<double>(tf.size()) / df[t]))};
            }
        }
    }

    [[nodiscard]] std::size_t n() const { return tf.size(); }
    [[nodiscard]] std::size_t terms() const { return df.size(); }
    [[nodiscard]] double length(std::size_t i) const { return std::sqrt(dot(x[i], x[i])); }
    [[nodiscard]] double cosine(std::size_t i, std::size_t j) const {
        const double product = dot(x[i], x[j]);
        return product == 0 ? 0 : product / (length(i) * length(j));
    }
    [[nodiscard]] double words(std::size_t i) const {
        double sum = 0;
        for (const double count : tf[i]) {
            sum += count;
        }
        return sum;
    }
};

inline std::vector<double> centroid(const DenseTexts& texts) {
    std::vector<double> scores;
    for (std::size_t i = 0; i < texts.n(); ++i) {
        std::vector<double> others(texts.terms());
        for (std::size_t j = 0; j < texts.n(); ++j) {
            for (std::size_t t = 0; t < others.size() && j != i; ++t) {
                others[t] += texts.x[j][t];
            }
        }
        scores.push_back(texts.words(i) == 0 ? 0 : dot(texts.x[i], others) / texts.length(i));
    }
    return scores;
}

/// p = .15/n + .85·Mᵀp, iterated a thousand times.
inline std::vector<double> page_rank(const Dense& weights) {
    const std::size_t n = weights.size();
    const double uniform = 1 / static_cast<double>(n);
    std::vector<double> now(n, uniform);
    for (int round = 0; round < 1000; ++round) {
        std::vector<double> next(n, 0.15 * uniform);
        for (std::size_t i = 0; i < n; ++i) {
            double out = 0;
            for (const double weight : weights[i]) {
                out += weight;
            }
            for (std::size_t j = 0; j < n; ++j) {
                next[j] += 0.85 * now[i] * (out > 0 ? weights[i][j] / out : uniform);
            }
        }
        now = next;
    }
    return now;
}

inline std::vector<double> lexrank(const DenseTexts& texts) {
    Dense weights(texts.n(), std::vector<double>(texts.n()));
    for (std::size_t i = 0; i < texts.n(); ++i) {
        for (std::size_t j = 0; j < texts.n(); ++j) {
            weights[i][j] = texts.cosine(i, j);
        }
    }
    return page_rank(weights);
}

inline std::vector<double> textrank(const DenseTexts& texts) {
    double average = 0;
    for (std::size_t i = 0; i < texts.n(); ++i) {
        average += texts.words(i) / static_cast<double>(texts.n());
    }
    Dense weights(texts.n(), std::vector<double>(texts.n()));
    for (std::size_t i = 0; i < texts.n(); ++i) {
        for (std::size_t j = 0; j < texts.n(); ++j) {
            for (std::size_t t = 0; t < texts.terms() && i != j; ++t) {
                const double tf = texts.tf[j][t];
                if (tf > 0) {
                    const double idf = std::log((static_cast<double>(texts.n()) + 1) / texts.df[t]);
                    weights[i][j] +=
                        texts.tf[i][t] * idf * (1 + tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * texts.words(j) / average)));
                }
            }
        }
    }
    return page_rank(weights);
}

/// Eigenvalues of x·xᵀ and their vectors by Jacobi's rotations, largest first.
inline std::vector<std::pair<double, std::vector<double>>> eigenpairs(Dense a) {
    const std::size_t n = a.size();
    Dense v(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
        v[i][i] = 1;
    }
    for (int sweep = 0; sweep < 60; ++sweep) {
        for (std::size_t p = 0; p < n; ++p) {
            for (std::size_t q = p + 1; q < n; ++q) {
                if (std::abs(a[p][q]) < 1e-300) {
                    continue;
                }
                const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
                const double t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
                const double c = 1 / std::sqrt(t * t + 1);
                const double s = t * c;
                for (std::size_t k = 0; k < n; ++k) {
                    const double kp = a[k][p];
                    const double kq = a[k][q];
                    a[k][p] = c * kp - s * kq;
                    a[k][q] = s * kp + c * kq;
                }
                for (std::size_t k = 0; k < n; ++k) {
                    const double pk = a[p][k];
                    const double qk = a[q][k];
                    a[p][k] = c * pk - s * qk;
                    a[q][k] = s * pk + c * qk;
                    const double kp = v[k][p];
                    const double kq = v[k][q];
                    v[k][p] = c * kp - s * kq;
                    v[k][q] = s * kp + c * kq;
                }
            }
        }
    }
    std::vector<std::pair<double, std::vector<double>>> pairs;
    for (std::size_t k = 0; k < n; ++k) {
        pairs.emplace_back(a[k][k], std::vector<double>());
        for (std::size_t i = 0; i < n; ++i) {
            pairs.back().second.push_back(v[i][k]);
        }
    }
    std::sort(pairs.begin(), pairs.end(), [](const auto& l, const auto& r) { return l.first > r.first; });
    return pairs;
}

inline std::vector<double> lsa(const DenseTexts& texts) {
    Dense gram(texts.n(), std::vector<double>(texts.n()));
    for (std::size_t i = 0; i < texts.n(); ++i) {
        for (std::size_t j = 0; j < texts.n(); ++j) {
            gram[i][j] = dot(texts.x[i], texts.x[j]);
        }
    }
    const auto pairs = eigenpairs(gram);
    std::vector<double> scores(texts.n());
    for (std::size_t k = 0; k < pairs.size() && k < 32; ++k) {
        const auto& [value, vector] = pairs[k];
        if (value <= 0 || value < pairs[0].first * (0.25 - 1e-9)) {
            break;
        }
        for (std::size_t i = 0; i < scores.size(); ++i) {
            scores[i] += value * vector[i] * vector[i];
        }
    }
    for (double& score : scores) {
        score = std::sqrt(score);
    }
    return scores;
}

/// The average probability of the terms, after the sentences of `chosen` were taken.
inline double sumbasic(const DenseTexts& texts, const std::vector<std::size_t>& chosen, std::size_t sentence) {
    double all = 0;
    for (std::size_t i = 0; i < texts.n(); ++i) {
        all += texts.words(i);
    }
    double sum = 0;
    for (std::size_t t = 0; t < texts.terms(); ++t) {
        double p = 0;
        for (std::size_t i = 0; i < texts.n(); ++i) {
            p += texts.tf[i][t] / all;
        }
        for (const std::size_t c : chosen) {
            p = texts.tf[c][t] > 0 ? p * p : p;
        }
        sum += texts.tf[sentence][t] * p;
    }
    return texts.words(sentence) == 0 ? 0 : sum / texts.words(sentence);
}

/// KL(P ‖ Q) of the summary that has `chosen` and `sentence`.
inline double divergence(const DenseTexts& texts, std::vector<std::size_t> chosen, std::size_t sentence) {
    chosen.push_back(sentence);
    double all = 0;
    for (std::size_t i = 0; i < texts.n(); ++i) {
        all += texts.words(i);
    }
    double length = 0;
    for (const std::size_t c : chosen) {
        length += texts.words(c);
    }
    double sum = 0;
    for (std::size_t t = 0; t < texts.terms(); ++t) {
        double p = 0;
        for (std::size_t i = 0; i < texts.n(); ++i) {
            p += texts.tf[i][t] / all;
        }
        double q = 0.01;
        for (const std::size_t c : chosen) {
            q += texts.tf[c][t];
        }
        q /= length + 0.01 * static_cast<double>(texts.terms());
        sum += p * std::log(p / q);
    }
    return sum;
}

/// Every cluster of every sentence.
inline std::vector<double> luhn(const RankedTexts& ranked) {
    std::map<std::uint64_t, int> counts;
    for (const TextTerms* text : ranked.texts) {
        for (const TermOccurrence& occurrence : text->terms) {
            ++counts[occurrence.id];
        }
    }
    std::vector<double> scores;
    for (const TextTerms* text : ranked.texts) {
        for (std::size_t j = 0; j < text->sentences.size(); ++j) {
            std::vector<double> at;
            for (const TermOccurrence& occurrence : text->terms_of(j)) {
                if (counts[occurrence.id] >= 2) {
                    at.push_back(occurrence.word);
                }
            }
            double best = 0;
            for (std::size_t a = 0; a < at.size(); ++a) {
                const bool starts = a == 0 || at[a] - at[a - 1] > 5;
                std::size_t b = a;
                while (b + 1 < at.size() && at[b + 1] - at[b] <= 5) {
                    ++b;
                }
                const auto words = static_cast<double>(b - a + 1);
                best = std::max(best, starts ? words * words / (at[b] - at[a] + 1) : 0.0);
            }
            scores.push_back(best);
        }
    }
    return scores;
}

inline std::vector<double> pacsum(const DenseTexts& texts) {
    std::vector<double> scores(texts.n());
    for (std::size_t i = 0; i < texts.n(); ++i) {
        for (std::size_t j = 0; j < texts.n(); ++j) {
            scores[i] += texts.place[j] > texts.place[i] ? texts.cosine(i, j) : 0;
        }
    }
    return scores;
}

}  // namespace twicetold::reference
