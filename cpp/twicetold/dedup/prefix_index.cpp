#include "twicetold/dedup/prefix_index.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

PrefixIndex::PrefixIndex(const ShingleSetList& sets, double threshold) : order_(sets.size()), place_of_(sets.size()) {
    std::iota(order_.begin(), order_.end(), 0u);
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return sets[a].size() < sets[b].size(); });
    const ShingleCounts counts(sets);
    for (std::uint32_t place = 0; place < order_.size(); ++place) {
        checkpoint();
        place_of_[order_[place]] = place;
        append_prefix(place, sets[order_[place]], threshold, counts);
    }
    std::vector<Keyed> other;
    sort_by_key(found_, other);
    sort_by_key(probes_, other);
    make_lists();
    invert();
    scratch_ = {};
}

void PrefixIndex::append_prefix(std::uint32_t place, ShingleSet set, double threshold, const ShingleCounts& counts) {
    const std::size_t fewest = fewest_of(set.size(), threshold);
    const std::size_t probed = set.size() - fewest + 1;
    const std::size_t found = set.size() - std::max(fewest, required_overlap(set.size(), set.size(), threshold)) + 1;
    scratch_.clear();
    for (const std::uint64_t shingle : set) {
        if (const std::uint16_t count = counts.of(shingle); count > 1) {
            scratch_.emplace_back(count, shingle);
        }
    }
    const std::size_t unique = set.size() - scratch_.size();  // the rarest, which no other set has
    if (unique >= probed) {
        return;
    }
    const auto end = scratch_.begin() + static_cast<std::ptrdiff_t>(probed - unique);
    const auto end_of_found = scratch_.begin() + static_cast<std::ptrdiff_t>(found - std::min(unique, found));
    if (end != scratch_.end()) {
        std::nth_element(scratch_.begin(), end, scratch_.end());
    }
    if (end_of_found != end) {
        std::nth_element(scratch_.begin(), end_of_found, end);
    }
    for (auto it = scratch_.begin(); it != end; ++it) {
        (it < end_of_found ? found_ : probes_).push_back({it->second, place});
    }
}

void PrefixIndex::make_lists() {
    std::size_t probe = 0;
    Pace pace;
    for (std::size_t begin = 0, end = 0; begin < found_.size(); begin = end) {
        pace.at(begin);
        const std::uint64_t shingle = found_[begin].key;
        while (end < found_.size() && found_[end].key == shingle) {
            ++end;
        }
        while (probe < probes_.size() && probes_[probe].key < shingle) {
            ++probe;
        }
        List list{{begin, end}, {probe, probe}};
        while (list.probes.end < probes_.size() && probes_[list.probes.end].key == shingle) {
            ++list.probes.end;
        }
        probe = list.probes.end;
        if (list.size() > 1) {
            const std::size_t found = end - begin;
            cost_ += found * (found - 1) / 2 + found * (list.size() - found);
            sizes_.add(list.size());
            lists_.push_back(list);
        }
    }
}

void PrefixIndex::invert() {
    starts_.assign(order_.size() + 1, 0);
    Pace pace;
    std::size_t visited = 0;
    for (const List& list : lists_) {
        pace.at(visited += list.size());
        for_each_place(list, [&](std::uint32_t place) { ++starts_[place + 1]; });
    }
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    list_of_.resize(starts_.back());
    std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t number = 0; number < lists_.size(); ++number) {
        pace.at(visited += lists_[number].size());
        for_each_place(lists_[number], [&](std::uint32_t place) { list_of_[next[place]++] = number; });
    }
}

void PrefixIndex::collect(const List& list, std::span<const std::uint32_t> priority, std::vector<Keyed>& crowd) const {
    crowd.clear();
    for_each_place(list, [&](std::uint32_t place) { crowd.push_back({0, order_[place]}); });
    std::ranges::sort(crowd, {}, [&](const Keyed& member) { return std::pair(priority[member.item], member.item); });
}

}  // namespace twicetold
