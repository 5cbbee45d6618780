#include "twicetold/dedup/evidence.hpp"

#include <algorithm>
#include <unordered_map>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/base/hash.hpp"
#include "twicetold/dedup/similarity.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold {

namespace {

constexpr std::size_t places_tried = 8;

struct HashedText {
    std::vector<Span> spans;
    std::vector<std::uint64_t> hashes;

    explicit HashedText(std::string_view text) {
        TokenizedText tokenized;
        tokenized.assign(text);
        for (const Token& token : tokenized.tokens()) {
            const std::string_view folded = tokenized.folded(token);
            spans.push_back(token.source);
            hashes.push_back(hash_bytes(folded.data(), folded.size()));
        }
    }

    [[nodiscard]] std::size_t size() const { return hashes.size(); }
    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
        return {spans[begin].begin, spans[end - 1].end};
    }
    [[nodiscard]] std::uint64_t run_hash(std::size_t at, std::size_t length) const {
        return hash_bytes(hashes.data() + at, length * sizeof hashes[0]);
    }
};

/// Equal tokens: `size` from `left` on in one text and from `right` on in the other.
struct Run {
    std::size_t left = 0;
    std::size_t right = 0;
    std::size_t size = 0;
};

/// The first places of each run of `length` tokens.
class RunIndex {
  public:
    RunIndex(const HashedText& text, std::size_t length) {
        Pace pace;
        for (std::size_t at = 0; at + length <= text.size(); ++at) {
            pace.at(at);
            auto& places = places_[text.run_hash(at, length)];
            if (places.size() < places_tried) {
                places.push_back(at);
            }
        }
    }

    [[nodiscard]] const std::vector<std::size_t>* find(std::uint64_t hash) const {
        const auto found = places_.find(hash);
        return found == places_.end() ? nullptr : &found->second;
    }

  private:
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> places_;
};

/// The longest run through (left, right), not reaching back in right beyond `right_begin`.
Run extend(const HashedText& a, const HashedText& b, std::size_t left, std::size_t right, std::size_t right_begin) {
    std::size_t end = 0;
    while (left + end < a.size() && right + end < b.size() && a.hashes[left + end] == b.hashes[right + end]) {
        ++end;
    }
    std::size_t back = 0;
    while (back < left && right - back > right_begin && a.hashes[left - back - 1] == b.hashes[right - back - 1]) {
        ++back;
    }
    return {left - back, right - back, end + back};
}

/// Runs of at least `shortest` equal tokens, in the order of right, where they do not overlap.
std::vector<Run> shared_runs(const HashedText& a, const HashedText& b, std::size_t shortest) {
    std::vector<Run> runs;
    if (shortest == 0) {
        return runs;
    }
    const RunIndex index(a, shortest);
    std::size_t covered = 0;
    Pace pace;
    for (std::size_t at = 0; at + shortest <= b.size();) {
        pace.at(at);
        Run best;
        if (const auto* places = index.find(b.run_hash(at, shortest))) {
            for (const std::size_t place : *places) {
                const Run run = extend(a, b, place, at, covered);
                best = run.size > best.size ? run : best;
            }
        }
        if (best.size < shortest) {
            ++at;
            continue;
        }
        runs.push_back(best);
        at = covered = best.right + best.size;
    }
    return runs;
}

/// The tokens that `covered` leaves, as spans.
std::vector<Span> gaps(const HashedText& text, const std::vector<bool>& covered) {
    std::vector<Span> spans;
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (covered[begin]) {
            continue;
        }
        std::size_t end = begin;
        while (end < text.size() && !covered[end]) {
            ++end;
        }
        spans.push_back(text.span(begin, end));
        begin = end;
    }
    return spans;
}

void measure_similarity(std::string_view left, std::string_view right, ShingleSpec spec, Evidence& evidence) {
    Shingler shingler(spec);
    const auto set_of = [&](std::string_view text) {
        const auto shingles = shingler(text);
        std::vector<std::uint64_t> set(shingles.begin(), shingles.end());
        sort_unique_hashes(set);
        return set;
    };
    const auto a = set_of(left);
    const auto b = set_of(right);
    const std::size_t common = overlap(a, b, 0);
    const auto share = [common](std::size_t size) {
        return size == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(size);
    };
    evidence.jaccard = jaccard(common, a.size(), b.size());
    evidence.left_in_right = share(a.size());
    evidence.right_in_left = share(b.size());
}

}  // namespace

Evidence compare(std::string_view left, std::string_view right, ShingleSpec spec) {
    Evidence evidence;
    measure_similarity(left, right, spec, evidence);
    const HashedText a(left);
    const HashedText b(right);
    const std::size_t wanted = spec.unit == ShingleSpec::Unit::word ? spec.length : 2;
    std::vector<Run> runs = shared_runs(a, b, std::min({wanted, a.size(), b.size()}));
    std::vector<bool> in_left(a.size(), false);
    std::vector<bool> in_right(b.size(), false);
    std::ranges::stable_sort(runs, [](const Run& x, const Run& y) { return x.size > y.size; });
    for (const Run& run : runs) {
        evidence.passages.push_back(
            {a.span(run.left, run.left + run.size), b.span(run.right, run.right + run.size), run.size});
        std::fill_n(in_left.begin() + static_cast<std::ptrdiff_t>(run.left), run.size, true);
        std::fill_n(in_right.begin() + static_cast<std::ptrdiff_t>(run.right), run.size, true);
    }
    const auto covered = std::ranges::count(in_left, true) + std::ranges::count(in_right, true);
    const std::size_t all = a.size() + b.size();
    evidence.token_ratio = all == 0 ? 0.0 : static_cast<double>(covered) / static_cast<double>(all);
    evidence.only_left = gaps(a, in_left);
    evidence.only_right = gaps(b, in_right);
    return evidence;
}

}  // namespace twicetold
