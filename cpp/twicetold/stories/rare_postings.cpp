#include "twicetold/stories/rare_postings.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace twicetold {

namespace {

constexpr std::size_t heavy_terms = 40;

/// Tells the heaviest entries of a text; it keeps its memory.
class HeavyEntries {
  public:
    void find(std::span<const std::uint32_t> terms, std::span<const float> weights) {
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

    [[nodiscard]] bool operator[](std::size_t k) const { return heavy_[k]; }

  private:
    std::vector<bool> heavy_;
    std::vector<std::size_t> order_;
};

}  // namespace

RarePostings::RarePostings(const SparseRows& rare)
    : offsets_(rare.offsets), postings_(rare.columns.size()), places_(rare.columns.size()) {
    std::vector<std::size_t> starts(std::size_t{rare.width} + 1);
    for (const std::uint32_t term : rare.columns) {
        ++starts[term + 1];
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<std::size_t> next(starts.begin(), starts.end() - 1);
    HeavyEntries heavy;
    for (std::uint32_t text = 0; text < rare.size(); ++text) {
        const auto terms = rare.columns_of(text);
        const auto weights = rare.values_of(text);
        heavy.find(terms, weights);
        for (std::size_t k = 0; k < terms.size(); ++k) {
            const std::size_t place = next[terms[k]]++;
            postings_[place] = {text, weights[k], heavy[k], place + 1 == starts[terms[k] + 1]};
            places_[offsets_[text] + k] = place;
        }
    }
}

}  // namespace twicetold
