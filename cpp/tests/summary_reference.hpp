#pragma once

// Sentence ranking and choosing as METHODS.md section 3 says it, with dense loops: what the fast units are compared
// with, to the last bit.

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/summary/rank.hpp"
#include "twicetold/summary/select.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold::reference {

/// A text that is written sentence by sentence, so that tests do not depend on the splitter.
struct Draft {
    std::string text;
    std::vector<Sentence> sentences;

    Draft& add(std::string_view sentence, SentenceKind kind = SentenceKind::sentence) {
        text += text.empty() ? "" : " ";
        sentences.push_back({{text.size(), text.size() + sentence.size()}, kind});
        text += sentence;
        return *this;
    }

    [[nodiscard]] TextTerms terms(std::string_view language = "") const {
        TextTerms terms;
        TermScratch scratch;
        text_terms(text, sentences, terms, scratch, language);
        return terms;
    }
};

/// The row of a sentence: its text and its place there.
struct Row {
    std::size_t d;
    std::size_t j;
    const TextTerms* text;

    [[nodiscard]] const SentenceFacts& facts() const { return text->facts[j]; }
    [[nodiscard]] SentenceKind kind() const { return text->sentences[j].kind; }
};

inline double to_float(double value) {
    return static_cast<float>(value);
}

class Reference {
  public:
    Reference(const std::vector<TextTerms>& texts, const RankParameters& parameters) : several_(texts.size() > 1) {
        for (std::size_t d = 0; d < texts.size(); ++d) {
            for (std::size_t j = 0; j < texts[d].sentences.size(); ++j) {
                rows.push_back({d, j, &texts[d]});
            }
        }
        number_terms();
        weigh();
        find_furniture(parameters.full_furniture);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            contributions.push_back(contribute(i, parameters));
            scores.push_back(sum(contributions.back()));
        }
    }

    std::vector<Row> rows;
    std::vector<bool> furniture;
    std::vector<std::vector<double>> contributions;  // sentences × terms
    std::vector<double> scores;

    /// Step 6 and 7: in each round every sentence is looked at.
    [[nodiscard]] std::vector<std::size_t> choose(std::uint64_t most, const std::vector<std::uint64_t>& costs,
                                                  bool fill_with_last_resort) const {
        std::vector<std::size_t> chosen;
        std::uint64_t spent = 0;
        for (;;) {
            std::size_t best = rows.size();
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const std::uint64_t cost = costs.empty() ? 1 : costs[i];
                const bool barred =
                    eligibility(i) == Eligibility::last_resort && !fill_with_last_resort && !chosen.empty();
                if (spent + cost <= most && !barred && !repeats(i, chosen) &&
                    (best == rows.size() || beats(i, best, chosen))) {
                    best = i;
                }
            }
            if (best == rows.size()) {
                std::sort(chosen.begin(), chosen.end());
                return chosen;
            }
            chosen.push_back(best);
            spent += costs.empty() ? 1 : costs[best];
        }
    }

  private:
    static double sum(const std::vector<double>& values) {
        double total = 0;
        for (const double value : values) {
            total += value;
        }
        return total;
    }

    void number_terms() {
        std::map<std::uint64_t, std::size_t> numbers;
        for (const Row& row : rows) {
            std::vector<std::size_t> terms;
            for (const TermOccurrence& occurrence : row.text->terms_of(row.j)) {
                terms.push_back(numbers.emplace(occurrence.id, numbers.size()).first->second);
            }
            terms_.push_back(terms);
        }
        m_ = numbers.size();
    }

    void weigh() {
        const auto n = static_cast<double>(rows.size());
        std::vector<std::vector<double>> tf(rows.size(), std::vector<double>(m_));
        std::vector<double> df(m_);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (const std::size_t t : terms_[i]) {
                df[t] += tf[i][t] == 0 ? 1 : 0;
                ++tf[i][t];
            }
        }
        x_.assign(rows.size(), std::vector<double>(m_));
        totals_.assign(m_, 0);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t t = 0; t < m_; ++t) {
                x_[i][t] = to_float(std::log2(1 + tf[i][t])) * to_float(std::log(1 + n / df[t]));
                totals_[t] += x_[i][t];
            }
        }
    }

    void find_furniture(bool full) {
        for (const Row& row : rows) {
            const bool short_line = full && row.facts().words < 20 && !row.facts().closed;
            furniture.push_back(row.facts().words < 4 || short_line || row.kind() != SentenceKind::sentence);
        }
        const auto found = static_cast<double>(std::count(furniture.begin(), furniture.end(), true));
        if (found > 0.9 * static_cast<double>(rows.size()) + 1e-9) {
            furniture.assign(rows.size(), false);
        }
    }

    /// Sentences of row i's text that are no furniture: all, and those before it.
    [[nodiscard]] std::pair<double, double> real(std::size_t i) const {
        std::pair<double, double> count;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            if (rows[k].d == rows[i].d && !furniture[k]) {
                ++count.first;
                count.second += k < i ? 1 : 0;
            }
        }
        return count;
    }

    [[nodiscard]] double prior(std::size_t i, const RankParameters& p) const {
        const auto [n_d, position] = real(i);
        const double decay = to_float(std::exp(-position / std::max(p.tmin, p.trel * n_d)));
        return (1 - p.a + p.a * decay) * (furniture[i] ? 0.3 : 1.0);
    }

    [[nodiscard]] double heading_factor(std::size_t i) const {
        if (!several_ || furniture[i]) {
            return 1;
        }
        std::vector<double> heading(m_);
        double squares = 0;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const double words = rows[k].facts().words;
            if (rows[k].d != rows[i].d || real(k).second > 0 || !furniture[k] || words < 4 ||
                !(rows[k].facts().digit_words * 10.0 < 3 * words)) {
                continue;
            }
            for (std::size_t t = 0; t < m_; ++t) {
                if (heading[t] == 0 && x_[k][t] > 0) {
                    heading[t] = x_[k][t];
                    squares += x_[k][t] * x_[k][t];
                }
            }
        }
        double product = 0;
        double own = 0;
        for (std::size_t t = 0; t < m_; ++t) {
            product += x_[i][t] * heading[t];
            own += x_[i][t] * x_[i][t];
        }
        return product == 0 ? 1 : to_float(std::exp(0.5 * (product / (std::sqrt(own) * std::sqrt(squares)))));
    }

    [[nodiscard]] std::vector<double> contribute(std::size_t i, const RankParameters& p) const {
        double squares = 0;
        for (const double x : x_[i]) {
            squares += x * x;
        }
        const double norm = std::sqrt(squares);
        const double factor = prior(i, p) * heading_factor(i) / (p.p == 1 ? norm : to_float(std::pow(norm, p.p)));
        std::vector<double> c(m_);
        for (std::size_t t = 0; t < m_; ++t) {
            if (x_[i][t] > 0) {
                c[t] = factor * ((totals_[t] - (1 - p.w) * x_[i][t]) * x_[i][t]);
            }
        }
        return c;
    }

    [[nodiscard]] Eligibility eligibility(std::size_t i) const {
        return eligibility_of(rows[i].kind(), rows[i].facts(), furniture[i]);
    }

    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> pairs(std::size_t i) const {
        std::vector<std::pair<std::size_t, std::size_t>> found;
        for (std::size_t k = 1; k < terms_[i].size(); ++k) {
            if (rows[i].text->terms_of(rows[i].j)[k].adjacent) {
                found.emplace_back(terms_[i][k - 1], terms_[i][k]);
            }
        }
        return found;
    }

    [[nodiscard]] double value(std::size_t i, const std::vector<std::size_t>& chosen) const {
        double total = 0;
        for (std::size_t t = 0; t < m_; ++t) {
            double discount = 1;
            for (const std::size_t c : chosen) {
                discount *= x_[c][t] > 0 ? 0.5 : 1.0;
            }
            total += discount * contributions[i][t];
        }
        if (!several_) {
            return total;
        }
        std::set<std::pair<std::size_t, std::size_t>> said;
        double text_factor = 1;
        for (const std::size_t c : chosen) {
            const auto its = pairs(c);
            said.insert(its.begin(), its.end());
            text_factor *= rows[c].d == rows[i].d ? 0.85 : 1.0;
        }
        const auto own = pairs(i);
        const auto repeated = static_cast<double>(
            std::count_if(own.begin(), own.end(), [&](const auto& pair) { return said.contains(pair); }));
        const double newness = own.empty() ? 1 : 1 - 0.3 * (repeated / static_cast<double>(own.size()));
        return total * newness * text_factor;
    }

    [[nodiscard]] bool beats(std::size_t i, std::size_t best, const std::vector<std::size_t>& chosen) const {
        if (eligibility(i) != eligibility(best)) {
            return eligibility(i) < eligibility(best);
        }
        return value(i, chosen) > value(best, chosen);
    }

    [[nodiscard]] bool repeats(std::size_t i, const std::vector<std::size_t>& chosen) const {
        return std::any_of(chosen.begin(), chosen.end(), [&](std::size_t c) {
            if (i == c) {
                return true;
            }
            const std::set<std::size_t> a(terms_[i].begin(), terms_[i].end());
            const std::set<std::size_t> b(terms_[c].begin(), terms_[c].end());
            if (a.empty() && b.empty()) {
                return rows[i].facts().tokens == rows[c].facts().tokens;
            }
            const auto common = static_cast<std::size_t>(
                std::count_if(a.begin(), a.end(), [&](std::size_t t) { return b.contains(t); }));
            return 5 * common >= 3 * (a.size() + b.size() - common);
        });
    }

    bool several_;
    std::size_t m_ = 0;                            // terms
    std::vector<std::vector<std::size_t>> terms_;  // occurrences of each sentence
    std::vector<std::vector<double>> x_;
    std::vector<double> totals_;
};

/// A text of words that come often and seldom, with stop words, repeats, variants of sentences and all kinds.
inline Draft random_draft(std::mt19937& random, std::size_t sentences, std::size_t words_known = 40) {
    const auto below = [&](std::size_t n) { return random() % n; };
    static const std::vector<std::string> common{"the", "of", "and", "to", "in", "is", "7", "2026"};
    Draft draft;
    std::vector<std::vector<std::string>> made;
    for (std::size_t j = 0; j < sentences; ++j) {
        std::vector<std::string> words;
        if (!made.empty() && below(4) == 0) {
            words = made[below(made.size())];  // a repeat, or nearly one
            if (below(2) == 0 && !words.empty()) {
                words[below(words.size())] = "word" + std::to_string(below(9));
            }
        } else {
            for (std::size_t k = below(14); k > 0; --k) {
                const std::size_t rare = std::min(below(words_known), below(words_known));
                words.push_back(below(3) == 0 ? common[below(common.size())]
                                              : std::string(1, static_cast<char>('a' + rare % 26)) +
                                                    (rare < 26 ? "word" : "term"));
            }
        }
        made.push_back(words);
        std::string sentence;
        for (const std::string& word : words) {
            sentence += (sentence.empty() ? "" : " ") + word;
        }
        sentence += below(5) == 0 ? "!" : below(4) == 0 ? " -" : ".";
        const std::size_t kind = below(12);
        draft.add(sentence, kind < 4 ? static_cast<SentenceKind>(kind) : SentenceKind::sentence);
    }
    return draft;
}

}  // namespace twicetold::reference
