#include "twicetold/stories/story_candidates.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "twicetold/base/prefetch.hpp"

namespace twicetold {

namespace {

constexpr std::size_t heavy_terms = 40;
constexpr double days_alike = 3;
constexpr double days_of_memory = 30;

/// An entry of a text among those of a rare term.
struct Posting {
    std::uint32_t text;
    float weight;
    bool heavy;  // one of the heaviest of its text
};

/// The texts of each rare term.
class RarePostings {
  public:
    explicit RarePostings(const SparseRows& rare)
        : starts_(std::size_t{rare.width} + 1), postings_(rare.columns.size()) {
        for (const std::uint32_t term : rare.columns) {
            ++starts_[term + 1];
        }
        std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
        std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
        for (std::uint32_t text = 0; text < rare.size(); ++text) {
            const auto terms = rare.columns_of(text);
            const auto weights = rare.values_of(text);
            find_heavy(terms, weights);
            for (std::size_t k = 0; k < terms.size(); ++k) {
                postings_[next[terms[k]]++] = {text, weights[k], heavy_[k]};
            }
        }
    }

    /// From that of `text` on, which must hold `term`, texts rising.
    [[nodiscard]] std::span<const Posting> from(std::uint32_t term, std::uint32_t text) const {
        const auto begin = postings_.begin() + static_cast<std::ptrdiff_t>(starts_[term]);
        const auto end = postings_.begin() + static_cast<std::ptrdiff_t>(starts_[term + 1]);
        return {std::lower_bound(begin, end, text, [](const Posting& p, std::uint32_t t) { return p.text < t; }), end};
    }

  private:
    /// Step 3: the heaviest of a text, ties by term.
    void find_heavy(std::span<const std::uint32_t> terms, std::span<const float> weights) {
        heavy_.assign(terms.size(), terms.size() <= heavy_terms);
        if (terms.size() <= heavy_terms) {
            return;
        }
        order_.resize(terms.size());
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        const auto cut = order_.begin() + heavy_terms;
        std::nth_element(order_.begin(), cut, order_.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(-weights[a], terms[a]) < std::pair(-weights[b], terms[b]);
        });
        std::for_each(order_.begin(), cut, [&](std::size_t k) { heavy_[k] = true; });
    }

    std::vector<std::size_t> starts_;
    std::vector<Posting> postings_;
    std::vector<bool> heavy_;         // of the entries of the text at hand
    std::vector<std::size_t> order_;  // of the same
};

[[nodiscard]] bool may_be_one_language(const StoryFacts& facts, std::uint32_t a, std::uint32_t b) {
    if (facts.languages.empty()) {
        return true;
    }
    const std::uint32_t own = facts.languages[a];
    const std::uint32_t other = facts.languages[b];
    return own == other || own == unknown_language || other == unknown_language;
}

/// Step 4: similarities are multiples of 2^-32.
[[nodiscard]] std::int64_t rounded(double similarity) {
    return static_cast<std::int64_t>(std::floor(std::clamp(similarity, 0.0, 1.0) * similarity_one + 0.5));
}

/// Finds edges from one text after the other; each thread has its own.
class EdgeFinder {
  public:
    EdgeFinder(const StoryVectors& vectors, const RarePostings& postings, const StoryFacts& facts, double least)
        : vectors_(vectors),
          postings_(postings),
          facts_(facts),
          least_(least),
          met_(vectors.size()),
          common_weights_(vectors.common.width) {}

    /// Appends the edges from `text` to later ones.
    void find(std::uint32_t text, std::vector<SimilarityEdge>& edges) {
        meet(text);
        const auto terms = vectors_.common.columns_of(text);
        const auto weights = vectors_.common.values_of(text);
        for (std::size_t k = 0; k < terms.size(); ++k) {
            common_weights_[terms[k]] = weights[k];
        }
        for (std::size_t k = 0; k < candidates_.size(); ++k) {
            if (k + fetched_ahead < candidates_.size()) {
                prefetch(vectors_.common.columns_of(candidates_[k + fetched_ahead]));
                prefetch(vectors_.common.values_of(candidates_[k + fetched_ahead]));
            }
            compare(text, candidates_[k], edges);
        }
        for (const std::uint32_t term : terms) {
            common_weights_[term] = 0;
        }
    }

  private:
    /// Vectors of candidates lie all over the memory: without asking early most of the time goes by waiting.
    static constexpr std::size_t fetched_ahead = 3;

    /// What one text has in common with the text at hand.
    struct Met {
        double sum = 0;          // of the products of their rare terms
        std::uint32_t mark = 0;  // 1 + the text at hand; else this is of an earlier one
        bool candidate = false;  // they share a heavy term
    };

    /// Finds the later texts that share a rare term, and of them the candidates, rising.
    void meet(std::uint32_t text) {
        candidates_.clear();
        for (const std::uint32_t term : vectors_.rare.columns_of(text)) {
            const auto postings = postings_.from(term, text);
            const Posting& own = postings.front();
            for (const Posting& posting : postings.subspan(1)) {
                Met& met = met_[posting.text];
                if (met.mark != text + 1) {
                    met = {0, text + 1, false};
                }
                met.sum += static_cast<double>(own.weight) * static_cast<double>(posting.weight);
                if (own.heavy && posting.heavy && !met.candidate && may_be_one_language(facts_, text, posting.text)) {
                    met.candidate = true;
                    candidates_.push_back(posting.text);
                }
            }
        }
        std::sort(candidates_.begin(), candidates_.end());
    }

    /// Of the common terms of the text at hand and `other`.
    [[nodiscard]] double common_sum(std::uint32_t other) const {
        const auto terms = vectors_.common.columns_of(other);
        const auto weights = vectors_.common.values_of(other);
        const auto product = [&](std::size_t k) {
            return static_cast<double>(common_weights_[terms[k]]) * static_cast<double>(weights[k]);
        };
        double even = 0;  // two sums, so that an addition has not to wait for the one before
        double odd = 0;
        std::size_t k = 0;
        for (; k + 1 < terms.size(); k += 2) {
            even += product(k);
            odd += product(k + 1);
        }
        return even + odd + (k < terms.size() ? product(k) : 0);
    }

    void compare(std::uint32_t text, std::uint32_t other, std::vector<SimilarityEdge>& edges) const {
        double similarity = met_[other].sum + common_sum(other);
        if (!facts_.days.empty()) {
            similarity *= date_factor(facts_.days[text], facts_.days[other]);  // step 6
        }
        const std::int64_t exact = rounded(similarity);
        if (static_cast<double>(exact) >= least_ * similarity_one) {
            edges.push_back({text, other, exact});
        }
    }

    const StoryVectors& vectors_;
    const RarePostings& postings_;
    const StoryFacts& facts_;
    double least_;
    std::vector<Met> met_;                   // by text
    std::vector<std::uint32_t> candidates_;  // of the text at hand
    std::vector<float> common_weights_;      // of the text at hand, by term; 0 elsewhere
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
    const RarePostings postings(vectors.rare);
    std::vector<EdgeFinder> finders(control.threads, EdgeFinder(vectors, postings, facts, threshold / 2));
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
