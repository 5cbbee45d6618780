#include "twicetold/dedup/shared_runs.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/base/radix_sort.hpp"
#include "twicetold/dedup/cover.hpp"
#include "twicetold/dedup/suffix_array.hpp"

namespace twicetold {

namespace {

constexpr std::size_t most_symbols = 0xFFFFFFFD;  // with the end of left and a place that is none, in 32 bits
constexpr std::uint32_t places_near = 16;         // behind the run before that are tried one after the other
constexpr std::uint32_t places_for_each = 16;     // that are looked at besides, however many were looked at before

/// Both sequences in one, as numbers that are equal where the symbols are; behind left stands one that is nowhere else.
struct Joined {
    std::vector<std::uint32_t> symbols;
    std::uint32_t alphabet = 0;
};

Joined join(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right) {
    std::vector<Keyed> sorted;
    std::vector<Keyed> scratch;
    sorted.reserve(left.size() + right.size());
    for (std::size_t k = 0; k < left.size(); ++k) {
        sorted.push_back({left[k], static_cast<std::uint32_t>(k)});
    }
    for (std::size_t k = 0; k < right.size(); ++k) {
        sorted.push_back({right[k], static_cast<std::uint32_t>(left.size() + 1 + k)});
    }
    sort_by_key(sorted, scratch);
    Joined joined;
    joined.symbols.resize(sorted.size() + 1);
    for (std::size_t k = 0; k < sorted.size(); ++k) {
        joined.alphabet += k == 0 || sorted[k].key != sorted[k - 1].key ? 1 : 0;
        joined.symbols[sorted[k].item] = joined.alphabet;
    }
    ++joined.alphabet;  // 0 is the end of left
    return joined;
}

/// A run from `own` on in the sequence that is looked at; `other` is its place in the other one.
struct Match {
    std::uint32_t own = 0;
    std::uint32_t other = 0;
    std::uint32_t size = 0;
    bool placed = false;
};

/// Drops runs that lie in two others, no shorter, which touch; shortest first. `runs` begin and end in rising order, so
/// that only the neighbours that are left matter.
void drop_between_longer(std::vector<Match>& runs) {
    if (runs.size() < 3) {
        return;
    }
    std::vector<std::uint32_t> before(runs.size());
    std::vector<std::uint32_t> behind(runs.size());
    for (std::uint32_t k = 0; k < runs.size(); ++k) {
        before[k] = k - 1;
        behind[k] = k + 1;
    }
    std::vector<std::uint32_t> shortest_first(runs.size() - 2);
    std::iota(shortest_first.begin(), shortest_first.end(), std::uint32_t{1});
    std::ranges::stable_sort(shortest_first, {}, [&](std::uint32_t k) { return runs[k].size; });
    std::vector<bool> dropped(runs.size(), false);
    for (const std::uint32_t k : shortest_first) {
        const Match& left = runs[before[k]];
        const Match& right = runs[behind[k]];
        if (std::min(left.size, right.size) >= runs[k].size && left.own + left.size >= right.own) {
            dropped[k] = true;
            behind[before[k]] = behind[k];
            before[behind[k]] = before[k];
        }
    }
    std::erase_if(runs, [&, k = std::size_t{0}](const Match&) mutable { return dropped[k++]; });
}

/// The runs that both sequences have, by the suffix array of both in one. Places are those in the joined sequence.
class RunFinder {
  public:
    RunFinder(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right, std::uint32_t shortest)
        : end_of_left_(static_cast<std::uint32_t>(left.size())),
          shortest_(shortest),
          joined_(join(left, right)),
          suffixes_(suffix_array(joined_.symbols, joined_.alphabet)),
          ranks_(suffix_ranks(suffixes_)),
          common_(common_prefixes(joined_.symbols, suffixes_, ranks_)),
          longest_(suffixes_.size()),
          nearest_(suffixes_.size()),
          places_left_(suffixes_.size()),
          comparisons_left_(8 * suffixes_.size()) {
        find_longest();
    }

    std::vector<SharedRun> operator()() {
        // What right has is matched in left first; then what of left that has not covered, in right.
        std::vector<Match> runs = chosen(end_of_left_ + 1, size(), Cover(size()));
        place(runs);
        Cover covered(size());
        for (Match& run : runs) {
            std::swap(run.own, run.other);
            covered.add(run.own, run.size);
        }
        const std::vector<Match> more = chosen(0, end_of_left_, std::move(covered));
        if (!more.empty()) {
            runs.insert(runs.end(), more.begin(), more.end());
            std::ranges::sort(runs, {}, [](const Match& run) { return std::tuple(run.own, run.placed, run.other); });
            place(runs);
        }
        return needed(runs);
    }

  private:
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(suffixes_.size()); }
    [[nodiscard]] bool in_left(std::uint32_t at) const { return at < end_of_left_; }

    /// For each place the longest run from there on that the other sequence has, and one place of it there: it is that
    /// of the nearest suffix of the other sequence, before or behind in the order.
    void find_longest() {
        const auto meet = [this](std::uint32_t at, std::uint32_t(&last)[2], std::uint32_t(&run)[2]) {
            const bool left = in_left(at);
            if (run[!left] > longest_[at]) {
                longest_[at] = run[!left];
                nearest_[at] = last[!left];
            }
            last[left] = at;
            run[left] = 0xFFFFFFFF;
        };
        std::uint32_t last[2] = {};
        std::uint32_t run[2] = {};
        for (std::uint32_t rank = 0; rank < size(); ++rank) {
            run[0] = std::min(run[0], common_[rank]);
            run[1] = std::min(run[1], common_[rank]);
            meet(suffixes_[rank], last, run);
        }
        run[0] = run[1] = 0;
        for (std::uint32_t rank = size(); rank-- > 0;) {
            meet(suffixes_[rank], last, run);
            run[0] = std::min(run[0], common_[rank]);
            run[1] = std::min(run[1], common_[rank]);
        }
    }

    /// Long runs of the sequence in [begin, end), which together with what is covered cover all that is shared there;
    /// in order.
    std::vector<Match> chosen(std::uint32_t begin, std::uint32_t end, Cover covered) const {
        std::vector<Match> runs;
        for (std::uint32_t at = begin; at < end; ++at) {
            // A run that ends where the one from the place before does lies inside it.
            const bool inside = at > begin && longest_[at] < longest_[at - 1];
            if (longest_[at] >= shortest_ && !inside) {
                runs.push_back({at, nearest_[at], longest_[at]});
            }
        }
        drop_between_longer(runs);
        std::ranges::stable_sort(runs, std::greater(), &Match::size);
        std::erase_if(runs, [&](const Match& run) {
            const bool nothing_new = covered.covers(run.own, run.size);
            covered.add(run.own, run.size);
            return nothing_new;
        });
        std::ranges::sort(runs, {}, &Match::own);
        return runs;
    }

    /// Chooses the places of runs that have none yet, in the order of their own sequence.
    void place(std::vector<Match>& runs) {
        const Match* before = nullptr;
        Pace pace;
        for (std::size_t k = 0; k < runs.size(); ++k) {
            pace.at(places_for_each * k);
            if (!runs[k].placed) {
                runs[k].other = best_place(runs[k], before);
                runs[k].placed = true;
            }
            before = &runs[k];
        }
    }

    /// The first place of the run at or behind the end of the one before it, or as far ahead of that as it begins ahead
    /// of it in its own sequence; else the first of all.
    [[nodiscard]] std::uint32_t best_place(const Match& run, const Match* before) {
        std::uint32_t ideal = 0;
        if (before != nullptr) {
            const std::uint32_t end = before->own + before->size;
            ideal = before->other + before->size - (end > run.own ? end - run.own : 0);
        }
        for (std::uint32_t k = 0; k < places_near; ++k) {
            if (stands_at(ideal + k, run)) {
                return ideal + k;
            }
        }
        std::size_t places = places_for_each + places_left_;
        std::uint32_t best = run.other;
        // Places before the ideal one come after all behind it: the difference wraps.
        const auto look = [&](std::uint32_t rank) {
            const std::uint32_t at = suffixes_[rank];
            if (in_left(at) != in_left(run.own) && at - ideal < best - ideal) {
                best = at;
            }
        };
        const std::uint32_t own = ranks_[run.own];
        for (std::uint32_t rank = own; common_[rank] >= run.size && places > 0; --rank, --places) {
            look(rank - 1);
        }
        for (std::uint32_t rank = own + 1; rank < size() && common_[rank] >= run.size && places > 0; ++rank, --places) {
            look(rank);
        }
        places_left_ = std::min(places_left_, places);
        return best;
    }

    /// Whether the run stands at a place of the other sequence; not, once too much was compared.
    [[nodiscard]] bool stands_at(std::uint32_t at, const Match& run) {
        const std::uint32_t end = in_left(run.own) ? size() : end_of_left_;
        if (in_left(at) == in_left(run.own) || at >= end || end - at < run.size || run.size > comparisons_left_) {
            return false;
        }
        const auto own = joined_.symbols.begin() + run.own;
        const auto other = joined_.symbols.begin() + at;
        const auto equal = static_cast<std::size_t>(std::mismatch(own, own + run.size, other).first - own);
        comparisons_left_ -= equal;
        return equal == run.size;
    }

    /// Longest first, without those that cover nothing new. `own` is left here.
    [[nodiscard]] std::vector<SharedRun> needed(std::vector<Match>& runs) const {
        std::ranges::sort(runs, [](const Match& a, const Match& b) {
            return std::tuple(b.size, a.other, a.own) < std::tuple(a.size, b.other, b.own);
        });
        Cover covered(size());
        std::vector<SharedRun> result;
        for (const Match& run : runs) {
            if (!covered.covers(run.own, run.size) || !covered.covers(run.other, run.size)) {
                result.push_back({run.own, run.other - end_of_left_ - 1, run.size});
                covered.add(run.own, run.size);
                covered.add(run.other, run.size);
            }
        }
        return result;
    }

    std::uint32_t end_of_left_;
    std::uint32_t shortest_;
    Joined joined_;
    std::vector<std::uint32_t> suffixes_;  // by rank
    std::vector<std::uint32_t> ranks_;     // by place
    std::vector<std::uint32_t> common_;    // by rank, with the suffix before
    std::vector<std::uint32_t> longest_;   // by place
    std::vector<std::uint32_t> nearest_;   // by place: one where the longest run is
    std::size_t places_left_;              // that may be looked at, beyond those for each run
    std::size_t comparisons_left_;         // of symbols with those near the run before
};

}  // namespace

std::vector<SharedRun> shared_runs(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right,
                                   std::size_t shortest) {
    if (left.size() + right.size() > most_symbols) {
        throw std::invalid_argument("texts must have less than 2^32 - 2 tokens together, got " +
                                    std::to_string(left.size() + right.size()));
    }
    if (left.empty() || right.empty()) {
        return {};
    }
    return RunFinder(left, right, static_cast<std::uint32_t>(shortest))();
}

}  // namespace twicetold
