#include "twicetold/stories/story_candidates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace twicetold {

namespace {

constexpr std::size_t heavy_terms = 40;
constexpr std::uint32_t most_texts = 100;
constexpr double days_alike = 3;
constexpr double days_of_memory = 30;

struct TermWeight {
    std::uint32_t term;
    float weight;
};

/// Step 3: the heaviest terms of text `k` that stand in few texts, ties by term.
void find_heavy(const StoryVectors& vectors, std::size_t k, std::vector<TermWeight>& heavy) {
    heavy.clear();
    const auto terms = vectors.terms_of(k);
    const auto weights = vectors.weights_of(k);
    for (std::size_t entry = 0; entry < terms.size(); ++entry) {
        if (vectors.terms.df(terms[entry]) <= most_texts) {
            heavy.push_back({terms[entry], weights[entry]});
        }
    }
    if (heavy.size() <= heavy_terms) {
        return;
    }
    const auto cut = heavy.begin() + heavy_terms;
    std::nth_element(heavy.begin(), cut, heavy.end(), [](const TermWeight& a, const TermWeight& b) {
        return std::pair(-a.weight, a.term) < std::pair(-b.weight, b.term);
    });
    heavy.erase(cut, heavy.end());
}

/// The heavy terms of each text, and the texts of each heavy term.
struct HeavyTerms {
    explicit HeavyTerms(const StoryVectors& vectors) : text_starts{0}, term_starts(vectors.terms.size() + 1) {
        std::vector<TermWeight> heavy;
        for (std::size_t k = 0; k < vectors.size(); ++k) {
            find_heavy(vectors, k, heavy);
            for (const TermWeight& entry : heavy) {
                terms.push_back(entry.term);
                ++term_starts[entry.term + 1];
            }
            text_starts.push_back(terms.size());
        }
        for (std::size_t t = 1; t < term_starts.size(); ++t) {
            term_starts[t] += term_starts[t - 1];
        }
        texts.resize(terms.size());
        std::vector<std::size_t> next(term_starts.begin(), term_starts.end() - 1);
        for (std::size_t k = 0; k < vectors.size(); ++k) {
            for (const std::uint32_t term : terms_of(k)) {
                texts[next[term]++] = static_cast<std::uint32_t>(k);
            }
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> terms_of(std::size_t text) const {
        return std::span(terms).subspan(text_starts[text], text_starts[text + 1] - text_starts[text]);
    }
    /// The texts behind `text` that share `term`, rising.
    [[nodiscard]] std::span<const std::uint32_t> later_texts(std::uint32_t term, std::uint32_t text) const {
        const auto begin = texts.begin() + static_cast<std::ptrdiff_t>(term_starts[term]);
        const auto end = texts.begin() + static_cast<std::ptrdiff_t>(term_starts[term + 1]);
        return {std::upper_bound(begin, end, text), end};
    }

    std::vector<std::size_t> text_starts;
    std::vector<std::uint32_t> terms;
    std::vector<std::size_t> term_starts;
    std::vector<std::uint32_t> texts;
};

[[nodiscard]] bool same_language(const StoryFacts& facts, std::uint32_t a, std::uint32_t b) {
    return facts.languages.empty() || facts.languages[a] == facts.languages[b];
}

/// Step 4: similarities are multiples of 2^-32.
[[nodiscard]] std::int64_t rounded(double similarity) {
    return static_cast<std::int64_t>(std::floor(std::clamp(similarity, 0.0, 1.0) * similarity_one + 0.5));
}

/// Finds edges from one text after the other; each thread has its own.
class EdgeFinder {
  public:
    EdgeFinder(const StoryVectors& vectors, const HeavyTerms& heavy, const StoryFacts& facts, double least)
        : vectors_(vectors),
          heavy_(heavy),
          facts_(facts),
          least_(least),
          seen_(vectors.size()),
          weights_(vectors.terms.size()) {}

    /// Appends the edges from `text` to later ones.
    void find(std::uint32_t text, std::vector<SimilarityEdge>& edges) {
        const std::size_t first = edges.size();
        spread(text);
        for (const std::uint32_t term : heavy_.terms_of(text)) {
            for (const std::uint32_t other : heavy_.later_texts(term, text)) {
                if (std::exchange(seen_[other], text + 1) != text + 1 && same_language(facts_, text, other)) {
                    compare(text, other, edges);
                }
            }
        }
        clear(text);
        std::sort(edges.begin() + static_cast<std::ptrdiff_t>(first), edges.end(),
                  [](const SimilarityEdge& a, const SimilarityEdge& b) { return a.right < b.right; });
    }

  private:
    /// A filter that fits the nearest cache and spares most looks into `weights_`, which does not.
    static constexpr std::uint32_t filter_bits = 1u << 15;

    [[nodiscard]] bool may_hold(std::uint32_t term) const {
        return (filter_[term % filter_bits / 64] >> (term % 64) & 1) != 0;
    }

    void spread(std::uint32_t text) {
        const auto terms = vectors_.terms_of(text);
        const auto weights = vectors_.weights_of(text);
        for (std::size_t k = 0; k < terms.size(); ++k) {
            weights_[terms[k]] = weights[k];
            filter_[terms[k] % filter_bits / 64] |= std::uint64_t{1} << (terms[k] % 64);
        }
    }
    void clear(std::uint32_t text) {
        for (const std::uint32_t term : vectors_.terms_of(text)) {
            weights_[term] = 0;
            filter_[term % filter_bits / 64] = 0;
        }
    }

    /// Of the text that is spread out and `other`: the sum that a merge of both gives, in its order, in about half
    /// the time.
    [[nodiscard]] double cosine(std::uint32_t other) {
        const auto terms = vectors_.terms_of(other);
        const auto weights = vectors_.weights_of(other);
        hits_.resize(std::max(hits_.size(), terms.size()));
        std::size_t count = 0;
        for (std::size_t k = 0; k < terms.size(); ++k) {  // no branch: what is shared cannot be predicted
            hits_[count] = k;
            count += may_hold(terms[k]) ? 1 : 0;
        }
        double sum = 0;
        for (const std::size_t k : std::span(hits_).first(count)) {
            sum += static_cast<double>(weights_[terms[k]]) * static_cast<double>(weights[k]);
        }
        return sum;
    }

    void compare(std::uint32_t text, std::uint32_t other, std::vector<SimilarityEdge>& edges) {
        double similarity = cosine(other);
        if (!facts_.days.empty()) {
            similarity *= date_factor(facts_.days[text], facts_.days[other]);  // step 6
        }
        const std::int64_t exact = rounded(similarity);
        if (static_cast<double>(exact) >= least_ * similarity_one) {
            edges.push_back({text, other, exact});
        }
    }

    const StoryVectors& vectors_;
    const HeavyTerms& heavy_;
    const StoryFacts& facts_;
    double least_;
    std::vector<std::uint32_t> seen_;  // of each text: 1 + the last text that it was compared with
    std::array<std::uint64_t, filter_bits / 64> filter_{};
    std::vector<std::size_t> hits_;  // entries that may be shared
    std::vector<float> weights_;     // of the text at hand, by term; 0 elsewhere
};

}  // namespace

double date_factor(double a, double b) {
    const double apart = std::abs(a - b);
    if (!std::isfinite(apart) || apart <= days_alike) {
        return 1;
    }
    return static_cast<double>(static_cast<float>(std::exp(-(apart - days_alike) / days_of_memory)));
}

std::vector<SimilarityEdge> story_candidates(const StoryVectors& vectors, double threshold, const StoryFacts& facts,
                                             const Control& control) {
    constexpr std::size_t texts_a_chunk = 512;
    const HeavyTerms heavy(vectors);
    std::vector<EdgeFinder> finders(control.threads, EdgeFinder(vectors, heavy, facts, threshold / 2));
    const auto chunks = chunks_of(vectors.size(), texts_a_chunk);
    std::vector<std::vector<SimilarityEdge>> parts(chunks.size());
    parallel_chunks(control, "similarity", chunks, [&](Chunk chunk, std::size_t worker) {
        for (std::size_t k = chunk.begin; k < chunk.end; ++k) {
            finders[worker].find(static_cast<std::uint32_t>(k), parts[chunk.begin / texts_a_chunk]);
        }
    });
    std::vector<SimilarityEdge> edges;
    for (auto& part : parts) {
        edges.insert(edges.end(), part.begin(), part.end());
        part = {};
    }
    return edges;
}

}  // namespace twicetold
