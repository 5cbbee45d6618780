#include "twicetold/dedup/probe_index.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

PlaceNumbers::PlaceNumbers(std::size_t places, std::span<const std::uint32_t> numbered) : words_((places + 63) / 64) {
    for (const std::uint32_t place : numbered) {
        words_[place / 64].bits |= std::uint64_t{1} << place % 64;
    }
    for (Word& word : words_) {
        word.before = size_;
        size_ += static_cast<std::uint32_t>(std::popcount(word.bits));
    }
}

ProbeIndex::ProbeIndex(const Probing& probing, const ShingleCounts& counts)
    : probing_(probing), counts_(counts), numbers_(0, {}) {
    make_lists(choose_probes());
    count_holders();
}

std::vector<std::uint32_t> ProbeIndex::choose_probes() {
    std::vector<std::uint32_t> probes;
    std::vector<std::pair<std::uint16_t, std::uint64_t>> rarest;
    for (std::size_t prober = 0; prober < probing_.probers.size(); ++prober) {
        checkpoint();
        const ShingleSet set = probing_.probers[prober];
        const std::size_t size = probing_.sizes[prober];
        const std::size_t fewest = fewest_of(size, probing_.threshold);
        const std::size_t shortest = size - fewest + 1;
        const std::size_t needed = std::min(fewest, 1 + shortest / shingles_per_needed_probe);
        // Those that nobody else has are the rarest of all, and need no lookup.
        const std::size_t alone = size - set.size();
        if (set.size() >= fewest) {
            rarest.clear();
            for (const std::uint64_t shingle : set) {
                rarest.emplace_back(counts_.of(shingle), shingle);
            }
            const auto end = rarest.begin() + static_cast<std::ptrdiff_t>(shortest + needed - 1 - alone);
            if (end != rarest.end()) {
                std::nth_element(rarest.begin(), end, rarest.end());
            }
            for (auto it = rarest.begin(); it != end; ++it) {
                probes.push_back(static_cast<std::uint32_t>(counts_.place(it->second)));
            }
        }
        needed_.push_back(static_cast<std::uint32_t>(needed));
        ends_.push_back(probes.size());
    }
    return probes;
}

void ProbeIndex::make_lists(std::vector<std::uint32_t> probes) {
    numbers_ = PlaceNumbers(counts_.places(), probes);
    starts_.assign(numbers_.size() + 1, 0);
    for (std::uint32_t& probe : probes) {
        probe = numbers_.of(probe);
        ++starts_[probe + 1];
    }
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    probers_.resize(probes.size());
    std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
    std::size_t k = 0;
    for (std::uint32_t prober = 0; prober < ends_.size(); ++prober) {
        for (; k < ends_[prober]; ++k) {
            probers_[next[probes[k]]++] = prober;
        }
    }
}

void ProbeIndex::count_holders() {
    holders_.assign(numbers_.size(), 0);
    for (const auto& set : probing_.holders) {
        for (const std::uint64_t shingle : set) {
            if (const std::uint32_t list = numbers_.of(counts_.place(shingle)); list != none) {
                ++holders_[list];
            }
        }
    }
    largest_ = holders_.empty() ? 0 : *std::ranges::max_element(holders_);
}

std::size_t ProbeIndex::meetings(std::size_t limit) const {
    std::size_t sum = 0;
    for (std::size_t list = 0; list < holders_.size(); ++list) {
        sum += size(list) * std::min<std::size_t>(holders_[list], limit);
    }
    return sum;
}

std::size_t ProbeIndex::crowded_lists(std::size_t limit) const {
    return static_cast<std::size_t>(std::ranges::count_if(holders_, [=](auto holders) { return holders > limit; }));
}

std::size_t ProbeIndex::bounded_probes(std::size_t limit) const {
    std::size_t sum = 0;
    for (std::size_t list = 0; list < holders_.size(); ++list) {
        sum += holders_[list] > limit ? size(list) : 0;
    }
    return sum;
}

void ProbeIndex::set_limit(std::size_t limit) {
    last_holder_.assign(numbers_.size(), none);
    std::vector<std::uint32_t> met(numbers_.size(), 0);
    for (std::uint32_t holder = 0; holder < probing_.holders.size(); ++holder) {
        for (const std::uint64_t shingle : probing_.holders[holder]) {
            const std::uint32_t list = numbers_.of(counts_.place(shingle));
            if (list != none && ++met[list] == limit) {
                last_holder_[list] = holder;
            }
        }
    }
}

}  // namespace twicetold
