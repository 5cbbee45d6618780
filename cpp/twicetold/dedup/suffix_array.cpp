#include "twicetold/dedup/suffix_array.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "twicetold/base/checkpoint.hpp"

namespace twicetold {

namespace {

using Places = std::vector<std::uint32_t>;

constexpr std::uint32_t none = 0xFFFFFFFF;

/// One level of the recursion. A suffix *rises* if it is smaller than the one that begins a symbol later (type S of the
/// paper), else it falls (type L); a *valley* rises and follows one that falls (LMS). The order of the valleys induces
/// that of all suffixes.
class InducedSort {
  public:
    InducedSort(std::span<const std::uint32_t> symbols, std::uint32_t alphabet)
        : symbols_(symbols), rises_(symbols.size()), bucket_ends_(alphabet), heads_(alphabet), order_(symbols.size()) {
        for (const std::uint32_t symbol : symbols) {
            ++bucket_ends_[symbol];
        }
        std::partial_sum(bucket_ends_.begin(), bucket_ends_.end(), bucket_ends_.begin());
        for (std::size_t at = symbols.size() - 1; at-- > 0;) {
            rises_[at] =
                symbols[at] < symbols[at + 1] || (symbols[at] == symbols[at + 1] && rises_[at + 1] != 0) ? 1 : 0;
        }
    }

    Places operator()() {
        Places valleys;
        for (std::uint32_t at = 1; at < symbols_.size(); ++at) {
            if (valley(at)) {
                valleys.push_back(at);
            }
        }
        if (valleys.size() > 1) {
            valleys = in_order(valleys);
        }
        induce(valleys);
        return std::move(order_);
    }

  private:
    [[nodiscard]] bool valley(std::size_t at) const { return at > 0 && rises_[at] != 0 && rises_[at - 1] == 0; }

    /// The valleys in the order of their suffixes. Induced from any order, they stand in that of the stretches from
    /// each to the next; the names of the stretches, one level deeper, tell those apart that are equal.
    Places in_order(const Places& valleys) {
        induce(valleys);
        Places names(symbols_.size() / 2 + 1, none);  // two valleys are never neighbours
        std::uint32_t name = 0;
        std::uint32_t last = none;
        Pace pace;
        for (std::size_t k = 0; k < order_.size(); ++k) {
            pace.at(k);
            if (const std::uint32_t at = order_[k]; valley(at)) {
                name += last != none && !same_stretch(last, at) ? 1 : 0;
                names[at / 2] = name;
                last = at;
            }
        }
        std::erase(names, none);
        Places sorted(valleys.size());
        if (name + 1 == valleys.size()) {
            for (std::size_t k = 0; k < valleys.size(); ++k) {
                sorted[names[k]] = valleys[k];
            }
            return sorted;
        }
        const Places deeper = InducedSort(names, name + 1)();
        std::ranges::transform(deeper, sorted.begin(), [&](std::uint32_t k) { return valleys[k]; });
        return sorted;
    }

    /// Whether the stretches from two valleys to the next ones are equal, in symbols and in what rises.
    [[nodiscard]] bool same_stretch(std::size_t a, std::size_t b) const {
        for (std::size_t k = 0;; ++k) {
            if (std::max(a, b) + k == symbols_.size() || symbols_[a + k] != symbols_[b + k] ||
                rises_[a + k] != rises_[b + k]) {
                return false;
            }
            if (k > 0 && (valley(a + k) || valley(b + k))) {
                return valley(a + k) && valley(b + k);
            }
        }
    }

    /// Sorts all suffixes into `order_`, given the order of the valleys.
    void induce(const Places& valleys) {
        std::ranges::fill(order_, none);
        heads_ = bucket_ends_;
        for (std::size_t k = valleys.size(); k-- > 0;) {
            order_[--heads_[symbols_[valleys[k]]]] = valleys[k];
        }
        induce_falling();
        induce_rising();
    }

    /// Left to right: what falls comes after what it falls to; the last suffix falls to the empty one.
    void induce_falling() {
        heads_[0] = 0;
        std::copy_n(bucket_ends_.begin(), bucket_ends_.size() - 1, heads_.begin() + 1);
        order_[heads_[symbols_.back()]++] = static_cast<std::uint32_t>(symbols_.size() - 1);
        Pace pace;
        for (std::size_t k = 0; k < order_.size(); ++k) {
            pace.at(k);
            const std::uint32_t at = order_[k];
            if (at != none && at > 0 && rises_[at - 1] == 0) {
                order_[heads_[symbols_[at - 1]]++] = at - 1;
            }
        }
    }

    /// Right to left: what rises comes before what it rises to.
    void induce_rising() {
        heads_ = bucket_ends_;
        Pace pace;
        for (std::size_t k = order_.size(); k-- > 0;) {
            pace.at(order_.size() - k);
            const std::uint32_t at = order_[k];
            if (at != none && at > 0 && rises_[at - 1] != 0) {
                order_[--heads_[symbols_[at - 1]]] = at - 1;
            }
        }
    }

    std::span<const std::uint32_t> symbols_;
    std::vector<std::uint8_t> rises_;
    Places bucket_ends_;
    Places heads_;  // of each bucket, where the next suffix goes
    Places order_;
};

}  // namespace

std::vector<std::uint32_t> suffix_array(std::span<const std::uint32_t> symbols, std::uint32_t alphabet) {
    return symbols.empty() ? Places() : InducedSort(symbols, alphabet)();
}

std::vector<std::uint32_t> suffix_ranks(std::span<const std::uint32_t> suffixes) {
    std::vector<std::uint32_t> ranks(suffixes.size());
    for (std::uint32_t rank = 0; rank < suffixes.size(); ++rank) {
        ranks[suffixes[rank]] = rank;
    }
    return ranks;
}

std::vector<std::uint32_t> common_prefixes(std::span<const std::uint32_t> symbols,
                                           std::span<const std::uint32_t> suffixes,
                                           std::span<const std::uint32_t> ranks) {
    std::vector<std::uint32_t> common(suffixes.size());
    std::uint32_t size = 0;  // falls by at most one from a suffix to the one that begins a symbol later
    Pace pace;
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        pace.at(at);
        if (ranks[at] == 0) {
            size = 0;
            continue;
        }
        const std::size_t before = suffixes[ranks[at] - 1];
        while (std::max(at, before) + size < symbols.size() && symbols[at + size] == symbols[before + size]) {
            ++size;
        }
        common[ranks[at]] = size;
        size -= size > 0 ? 1 : 0;
    }
    return common;
}

}  // namespace twicetold
