#include "twicetold/stories/story_candidates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/stories/rare_postings.hpp"

namespace twicetold {

namespace {

constexpr double days_alike = 3;
constexpr double days_of_memory = 30;

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

/// Finds the edges from a block of texts to later ones; each thread has its own.
///
/// The candidates of one text lie all over the memory. Those of a block together are compared in the order of the later
/// text, which is then read once a block, while the texts of the block stay in the cache.
class EdgeFinder {
  public:
    EdgeFinder(const StoryVectors& vectors, const RarePostings& postings, const StoryFacts& facts, double least)
        : vectors_(vectors),
          postings_(postings),
          facts_(facts),
          least_(least),
          met_(vectors.size()),
          common_weights_(vectors.common.width) {}

    /// By (left, right).
    [[nodiscard]] std::vector<SimilarityEdge> find(Chunk block) {
        candidates_.clear();
        for (std::size_t text = block.begin; text < block.end; ++text) {
            checkpoint();
            meet(static_cast<std::uint32_t>(text));
        }
        sort_by_right();
        std::vector<SimilarityEdge> edges;
        for (auto begin = candidates_.begin(); begin != candidates_.end();) {
            const auto end =
                std::find_if(begin, candidates_.end(), [&](const Candidate& c) { return c.right != begin->right; });
            checkpoint();
            compare({begin, end}, edges);
            begin = end;
        }
        std::sort(edges.begin(), edges.end(), [](const SimilarityEdge& a, const SimilarityEdge& b) {
            return std::pair(a.left, a.right) < std::pair(b.left, b.right);
        });
        return edges;
    }

  private:
    struct Candidate {
        std::uint32_t left;
        std::uint32_t right;
        double rare_sum;  // of the products of their rare terms
    };

    /// What one text has in common with the text at hand.
    struct Met {
        double sum = 0;
        std::uint32_t mark = 0;  // 1 + the text at hand; else this is of an earlier one
        bool candidate = false;  // they share a heavy term
    };

    /// Adds the candidates of `text`: later texts that share a heavy rare term with it.
    void meet(std::uint32_t text) {
        const std::size_t first = candidates_.size();
        postings_.visit_later(text, [&](const RarePosting& own, const RarePosting& other) {
            Met& met = met_[other.text];
            if (met.mark != text + 1) {
                met = {0, text + 1, false};
            }
            met.sum += static_cast<double>(own.weight) * static_cast<double>(other.weight);
            if (own.heavy && other.heavy && !met.candidate && may_be_one_language(facts_, text, other.text)) {
                met.candidate = true;
                candidates_.push_back({text, other.text, 0});
            }
        });
        for (Candidate& candidate : std::span(candidates_).subspan(first)) {
            candidate.rare_sum = met_[candidate.right].sum;
        }
    }

    /// By radix: comparing them would take longer than what they are sorted for.
    void sort_by_right() {
        constexpr unsigned digit_bits = 11;
        constexpr std::uint32_t digit_mask = (1u << digit_bits) - 1;
        sorted_.resize(candidates_.size());
        for (unsigned shift = 0; vectors_.size() >> shift != 0; shift += digit_bits) {
            std::array<std::size_t, digit_mask + 2> starts{};
            for (const Candidate& candidate : candidates_) {
                ++starts[(candidate.right >> shift & digit_mask) + 1];
            }
            std::partial_sum(starts.begin(), starts.end(), starts.begin());
            for (const Candidate& candidate : candidates_) {
                sorted_[starts[candidate.right >> shift & digit_mask]++] = candidate;
            }
            candidates_.swap(sorted_);
        }
    }

    /// Adds the edges among candidates of one later text.
    void compare(std::span<const Candidate> candidates, std::vector<SimilarityEdge>& edges) {
        const std::uint32_t right = candidates.front().right;
        const auto terms = vectors_.common.columns_of(right);
        const auto weights = vectors_.common.values_of(right);
        for (std::size_t k = 0; k < terms.size(); ++k) {
            common_weights_[terms[k]] = weights[k];
        }
        for (const Candidate& candidate : candidates) {
            double similarity = candidate.rare_sum + common_sum(candidate.left);
            if (!facts_.days.empty()) {
                similarity *= date_factor(facts_.days[candidate.left], facts_.days[right]);  // step 6
            }
            const std::int64_t exact = rounded(similarity);
            if (static_cast<double>(exact) >= least_ * similarity_one) {
                edges.push_back({candidate.left, right, exact});
            }
        }
        for (const std::uint32_t term : terms) {
            common_weights_[term] = 0;
        }
    }

    /// Of the common terms of the later text at hand and `left`.
    [[nodiscard]] double common_sum(std::uint32_t left) const {
        const auto terms = vectors_.common.columns_of(left);
        const auto weights = vectors_.common.values_of(left);
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

    const StoryVectors& vectors_;
    const RarePostings& postings_;
    const StoryFacts& facts_;
    double least_;
    std::vector<Met> met_;               // by text
    std::vector<Candidate> candidates_;  // of the block at hand
    std::vector<Candidate> sorted_;
    std::vector<float> common_weights_;  // of the later text at hand, by term; 0 elsewhere
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
    // Some blocks for each thread, however few texts there are.
    const std::size_t texts_a_block = std::clamp<std::size_t>(vectors.size() / control.threads / 8, 64, 1024);
    const RarePostings postings(vectors.rare);
    std::vector<EdgeFinder> finders(control.threads, EdgeFinder(vectors, postings, facts, threshold / 2));
    const auto blocks = chunks_of(vectors.size(), texts_a_block);
    std::vector<std::vector<SimilarityEdge>> parts(blocks.size());
    parallel_chunks(control, "similarity", blocks, [&](Chunk block, std::size_t worker) {
        parts[block.begin / texts_a_block] = finders[worker].find(block);
    });
    std::vector<SimilarityEdge> edges;
    for (auto& part : parts) {
        edges.insert(edges.end(), part.begin(), part.end());
        part = {};
    }
    return edges;
}

}  // namespace twicetold
