#include "twicetold/stories/average_link.hpp"

#include <algorithm>
#include <numeric>
#include <queue>
#include <utility>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/stories/link_components.hpp"
#include "twicetold/stories/link_table.hpp"

namespace twicetold {

namespace {

/// A merge that was possible when it was offered.
struct Offer {
    double average;
    std::uint32_t low;  // the groups' ids at that time
    std::uint32_t high;
    std::uint32_t a;  // their slots
    std::uint32_t b;
    std::uint32_t number;

    /// A worse offer is smaller: the top of a heap is the best.
    bool operator<(const Offer& other) const {
        if (average != other.average) {
            return average < other.average;
        }
        return std::pair(low, high) > std::pair(other.low, other.high);
    }
};

/// Groups live in slots. When two become one, the slot with more links stays and takes those of the other.
class Linkage {
  public:
    Linkage(std::size_t n, std::span<const SimilarityEdge> edges, double threshold)
        : threshold_(threshold), size_(n, 1), id_(n), moved_to_(n), neighbours_(n), links_(edges.size()) {
        std::iota(id_.begin(), id_.end(), 0u);
        std::iota(moved_to_.begin(), moved_to_.end(), 0u);
        for (const SimilarityEdge& edge : edges) {
            connect(edge.left, edge.right, edge.similarity);
        }
    }

    void run() {
        while (!offers_.empty()) {
            const Offer offer = offers_.top();
            offers_.pop();
            checkpoint();
            const Link* const link = links_.find(LinkTable::key(offer.a, offer.b));
            if (link == nullptr || link->offer != offer.number) {
                continue;
            }
            // Since the offer a group may have grown by texts without a link to the other. That can only lower the
            // average, so offers are upper bounds, and strictly: one that still holds is the best of all.
            if (average(offer.a, offer.b, link->sum) == offer.average) {
                merge(offer.a, offer.b);
            } else {
                make_offer(offer.a, offer.b, *link);
            }
        }
    }

    [[nodiscard]] std::vector<std::uint32_t> groups() {
        std::vector<std::uint32_t> group(id_.size());
        for (std::uint32_t item = 0; item < group.size(); ++item) {
            std::uint32_t slot = item;
            while (moved_to_[slot] != slot) {
                slot = moved_to_[slot] = moved_to_[moved_to_[slot]];
            }
            group[item] = id_[slot];
        }
        return group;
    }

  private:
    [[nodiscard]] double average(std::uint32_t a, std::uint32_t b, std::int64_t sum) const {
        const double pairs = static_cast<double>(size_[a]) * static_cast<double>(size_[b]);
        return static_cast<double>(sum) / similarity_one / pairs;
    }

    void make_offer(std::uint32_t a, std::uint32_t b, const Link& link) {
        const double value = average(a, b, link.sum);
        // Without a new common link it only falls further, and with one it is offered anew.
        if (value >= threshold_) {
            offers_.push({value, std::min(id_[a], id_[b]), std::max(id_[a], id_[b]), a, b, link.offer});
        }
    }

    void connect(std::uint32_t a, std::uint32_t b, std::int64_t sum) {
        Link& link = links_.add(LinkTable::key(a, b));
        if (link.offer == 0) {  // a new one
            neighbours_[a].push_back(b);
            neighbours_[b].push_back(a);
        }
        link.sum += sum;
        link.offer = ++last_offer_;
        make_offer(a, b, link);
    }

    void merge(std::uint32_t kept, std::uint32_t gone) {
        if (neighbours_[kept].size() < neighbours_[gone].size()) {
            std::swap(kept, gone);
        }
        links_.erase(*links_.find(LinkTable::key(kept, gone)));
        size_[kept] += size_[gone];
        id_[kept] = std::min(id_[kept], id_[gone]);
        moved_to_[gone] = kept;
        for (const std::uint32_t other : std::exchange(neighbours_[gone], {})) {
            // Slots that are gone stay in the lists of their neighbours; their links do not.
            if (Link* const link = links_.find(LinkTable::key(gone, other))) {
                const std::int64_t sum = link->sum;
                links_.erase(*link);
                connect(kept, other, sum);
            }
        }
    }

    double threshold_;
    std::vector<std::uint32_t> size_;
    std::vector<std::uint32_t> id_;        // smallest item of the slot's group
    std::vector<std::uint32_t> moved_to_;  // itself for slots in use
    std::vector<std::vector<std::uint32_t>> neighbours_;
    LinkTable links_;
    std::priority_queue<Offer> offers_;
    std::uint32_t last_offer_ = 0;
};

}  // namespace

std::vector<std::uint32_t> average_link(std::size_t n, std::span<const SimilarityEdge> edges, double threshold) {
    std::vector<std::uint32_t> group(n);
    const LinkComponents components(n, edges, threshold);
    for (std::size_t k = 0; k < components.size(); ++k) {
        const auto items = components.items(k);
        Linkage linkage(items.size(), components.edges(k), threshold);
        linkage.run();
        const std::vector<std::uint32_t> own = linkage.groups();
        for (std::size_t position = 0; position < items.size(); ++position) {
            group[items[position]] = items[own[position]];
        }
    }
    return group;
}

}  // namespace twicetold
