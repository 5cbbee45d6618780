#pragma once

// Slow, obvious versions of what stories/ does fast, and random texts to compare them on.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "twicetold/base/hash.hpp"
#include "twicetold/stories/average_link.hpp"
#include "twicetold/stories/sentence_likeness.hpp"
#include "twicetold/stories/story_weights.hpp"
#include "twicetold/stories/support.hpp"
#include "twicetold/summary/terms.hpp"
#include "twicetold/text/fold.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold::reference {

using Column = std::vector<std::optional<std::string>>;

/// Average link over a full matrix, fractions compared exactly; for up to 40 items.
inline std::vector<std::uint32_t> average_link(std::size_t n, const std::vector<SimilarityEdge>& edges,
                                               double threshold) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> similarity;
    for (const SimilarityEdge& edge : edges) {
        similarity[{edge.left, edge.right}] = similarity[{edge.right, edge.left}] = edge.similarity;
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
    for (std::uint32_t item = 0; item < n; ++item) {
        groups[item] = {item};
    }
    for (;;) {
        std::int64_t best_sum = 0;
        std::int64_t best_pairs = 1;
        std::pair<std::uint32_t, std::uint32_t> best{};
        for (const auto& [a, left] : groups) {
            for (const auto& [b, right] : groups) {
                std::int64_t sum = 0;
                for (const std::uint32_t i : left) {
                    for (const std::uint32_t j : right) {
                        const auto found = similarity.find({i, j});
                        sum += found == similarity.end() ? 0 : found->second;
                    }
                }
                const auto pairs = static_cast<std::int64_t>(left.size() * right.size());
                if (a < b && sum * best_pairs > best_sum * pairs) {  // ties stay with the smaller (a, b)
                    best_sum = sum;
                    best_pairs = pairs;
                    best = {a, b};
                }
            }
        }
        if (static_cast<double>(best_sum) / similarity_one / static_cast<double>(best_pairs) < threshold) {
            break;
        }
        auto& kept = groups[best.first];
        kept.insert(kept.end(), groups[best.second].begin(), groups[best.second].end());
        groups.erase(best.second);
    }
    std::vector<std::uint32_t> group(n);
    for (const auto& [id, items] : groups) {
        for (const std::uint32_t item : items) {
            group[item] = id;
        }
    }
    return group;
}

/// Rows by (hash of the folded text, title).
inline std::vector<std::uint32_t> rows_by_rank(const Column& texts, const Column& titles) {
    std::vector<std::tuple<Hash128, std::string, std::uint32_t>> keys;
    for (std::uint32_t row = 0; row < texts.size(); ++row) {
        const std::string folded = fold(texts[row].value_or(""));
        keys.emplace_back(hash_bytes_128(folded.data(), folded.size()), titles[row].value_or(""), row);
    }
    std::sort(keys.begin(), keys.end());
    std::vector<std::uint32_t> rows;
    for (const auto& key : keys) {
        rows.push_back(std::get<2>(key));
    }
    return rows;
}

using Vector = std::map<std::uint64_t, double>;  // by feature

/// Step 1: log2(1 + f) of each feature.
inline Vector frequencies(const std::string& title, const std::string& text) {
    std::vector<std::vector<TermOccurrence>> sentences;
    const TextTerms body = text_terms(text);
    if (const TextTerms head = text_terms(title, body.language); !head.terms.empty()) {
        sentences.push_back(head.terms);  // the titles here are one sentence
    }
    for (std::size_t i = 0; i < body.sentences.size(); ++i) {
        sentences.emplace_back(body.terms_of(i).begin(), body.terms_of(i).end());
    }
    std::map<std::uint64_t, std::vector<double>> weights;
    for (std::size_t j = 0; j < sentences.size(); ++j) {
        const double w = 1 + 4 * static_cast<double>(static_cast<float>(std::exp(-static_cast<double>(j) / 3)));
        for (std::size_t k = 0; k < sentences[j].size(); ++k) {
            weights[sentences[j][k].id].push_back(w);
            if (sentences[j][k].adjacent) {
                weights[term_pair_id(sentences[j][k - 1].id, sentences[j][k].id)].push_back(2 * w);
            }
        }
    }
    Vector result;
    for (auto& [id, values] : weights) {
        std::sort(values.begin(), values.end());
        double f = 0;
        for (const double w : values) {
            f += w;
        }
        result[id] = static_cast<double>(static_cast<float>(std::log2(1 + f)));
    }
    return result;
}

/// Step 2: unit vectors of the texts whose frequencies are `x`, without features of one text.
inline void weigh(std::vector<Vector>& x, std::map<std::uint64_t, std::size_t>& df) {
    const auto n = static_cast<double>(x.size());
    for (const Vector& own : x) {
        for (const auto& [id, frequency] : own) {
            ++df[id];
        }
    }
    for (Vector& own : x) {
        double squares = 0;
        for (auto& [id, value] : own) {
            const auto count = static_cast<double>(df[id]);
            value *= static_cast<double>(static_cast<float>(std::log(1 + (n + 50) / (count + 1)))) *
                     (df[id] == 1 ? 50 / (50 + n) : 1);
            squares += value * value;
        }
        std::erase_if(own, [&](const auto& entry) { return df[entry.first] == 1; });
        for (auto& [id, value] : own) {
            value = static_cast<double>(static_cast<float>(value / std::sqrt(squares)));
        }
    }
}

/// Step 3: the 40 heaviest features of at most 100 texts.
inline std::set<std::uint64_t> heaviest(const Vector& own, std::map<std::uint64_t, std::size_t>& df) {
    std::vector<std::pair<double, std::uint64_t>> order;
    for (const auto& [id, value] : own) {
        if (df[id] <= 100) {
            order.emplace_back(-value, id);
        }
    }
    std::sort(order.begin(), order.end());
    order.resize(std::min<std::size_t>(order.size(), 40));
    std::set<std::uint64_t> heavy;
    for (const auto& [value, id] : order) {
        heavy.insert(id);
    }
    return heavy;
}

/// Step 6 for days that are both known.
inline double date_factor(double a, double b) {
    return static_cast<double>(static_cast<float>(std::exp(-std::max(0.0, std::abs(a - b) - 3) / 30)));
}

/// Steps 2 to 4 and 6 for rows that all have words, with everything compared with everything: the smallest row of each
/// row's story. `days` may be empty.
inline std::vector<std::uint32_t> group_stories(const Column& texts, const Column& titles,
                                                const std::vector<double>& days, double threshold) {
    const std::vector<std::uint32_t> rows = rows_by_rank(texts, titles);
    std::vector<Vector> x;
    for (const std::uint32_t row : rows) {
        x.push_back(frequencies(titles[row].value_or(""), texts[row].value_or("")));
    }
    std::map<std::uint64_t, std::size_t> df;
    weigh(x, df);
    std::vector<SimilarityEdge> edges;
    for (std::uint32_t a = 0; a < x.size(); ++a) {
        const std::set<std::uint64_t> heavy = heaviest(x[a], df);
        for (std::uint32_t b = a + 1; b < x.size(); ++b) {
            double cosine = 0;
            for (const auto& [id, value] : x[a]) {
                cosine += x[b].count(id) != 0 ? value * x[b][id] : 0;
            }
            if (!days.empty() && std::isfinite(days[rows[a]]) && std::isfinite(days[rows[b]])) {
                cosine *= reference::date_factor(days[rows[a]], days[rows[b]]);
            }
            const auto exact = static_cast<std::int64_t>(std::floor(std::min(cosine, 1.0) * similarity_one + 0.5));
            const std::set<std::uint64_t> others = heaviest(x[b], df);
            const bool shared = std::any_of(heavy.begin(), heavy.end(), [&](auto id) { return others.count(id) != 0; });
            if (shared && static_cast<double>(exact) >= threshold / 2 * similarity_one) {
                edges.push_back({a, b, exact});
            }
        }
    }
    const std::vector<std::uint32_t> group = reference::average_link(rows.size(), edges, threshold);
    std::map<std::uint32_t, std::uint32_t> smallest;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        smallest[group[k]] = std::min(smallest.try_emplace(group[k], rows[k]).first->second, rows[k]);
    }
    std::vector<std::uint32_t> story(rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        story[rows[k]] = smallest[group[k]];
    }
    return story;
}

/// The sentence's terms, each once.
inline std::set<std::uint64_t> term_set(const TextTerms& text, std::size_t index) {
    std::set<std::uint64_t> ids;
    for (const TermOccurrence& term : text.terms_of(index)) {
        ids.insert(term.id);
    }
    return ids;
}

/// d of two sets of terms among the sentences of `texts`.
inline double share_of_terms(const std::vector<const TextTerms*>& texts, const std::set<std::uint64_t>& left,
                             const std::set<std::uint64_t>& right) {
    std::map<std::uint64_t, std::size_t> df;
    double n = 0;
    for (const TextTerms* text : texts) {
        for (std::size_t index = 0; index < text->sentences.size(); ++index) {
            ++n;
            for (const std::uint64_t id : term_set(*text, index)) {
                ++df[id];
            }
        }
    }
    const auto idf = [&](std::uint64_t id) { return std::log(1 + (n + 50) / (static_cast<double>(df[id]) + 1)); };
    double all = 0;
    double shared = 0;
    for (const std::uint64_t id : left) {
        all += idf(id);
        shared += right.count(id) != 0 ? idf(id) : 0;
    }
    for (const std::uint64_t id : right) {
        all += idf(id);
    }
    return all > 0 ? 2 * shared / all : 0;
}

/// Whether English sentence `b` supports sentence `a` of another text, every quantity computed on the spot.
inline std::optional<SupportKind> supports(const std::vector<const TextTerms*>& texts, SentenceAt a, SentenceAt b) {
    const auto read = [&](SentenceAt at) {
        const TextTerms& text = *texts[at.document];
        const Span span = text.sentences[at.index].span;
        SentenceWords words;
        WordReader().read(text.text.substr(span.begin, span.size()), "en", words);
        return words;
    };
    if (texts[a.document]->facts[a.index].tokens == texts[b.document]->facts[b.index].tokens) {
        return SupportKind::copy;
    }
    const SentenceWords mine = read(a);
    const SentenceWords theirs = read(b);
    const auto left = term_set(*texts[a.document], a.index);
    const auto right = term_set(*texts[b.document], b.index);
    const double d = share_of_terms(texts, left, right);
    const double w2 = jaccard_of_pairs(mine.pairs, theirs.pairs);
    const auto common = std::count_if(left.begin(), left.end(), [&](auto id) { return right.count(id) != 0; });
    if (mine.negated != theirs.negated) {
        return std::nullopt;
    }
    if (d >= 0.7 && w2 >= 0.4) {
        return SupportKind::copy;
    }
    return d >= 0.4 && w2 >= 0.1 && common >= 2 ? std::optional(SupportKind::same) : std::nullopt;
}

/// Texts of random sentences, each about one of a few events that have words of their own.
class RandomNews {
  public:
    explicit RandomNews(std::uint32_t seed) : random_(seed) {}

    [[nodiscard]] std::size_t below(std::size_t n) { return random_() % n; }

    [[nodiscard]] std::string sentence(std::size_t event) {
        static const std::vector<std::string> small = {"the", "of", "and", "in", "a", "was", "not"};
        std::string text = "There";
        for (std::size_t k = 4 + below(8); k > 0; --k) {
            const std::size_t kind = below(10);
            text.push_back(' ');
            if (kind < 4) {
                text.append(small[below(small.size())]);
            } else if (kind < 8) {
                text.append("ev").push_back(static_cast<char>('a' + event));
                text.push_back(static_cast<char>('a' + below(12)));
            } else {
                text.append("w").append(std::to_string(below(60)));
            }
        }
        text.push_back('.');
        return text;
    }

    [[nodiscard]] std::string text(std::size_t event) {
        std::string joined = sentence(event);
        for (std::size_t k = below(5); k > 0; --k) {
            joined.push_back(' ');
            joined.append(sentence(event));
        }
        return joined;
    }

  private:
    std::mt19937 random_;
};

}  // namespace twicetold::reference
