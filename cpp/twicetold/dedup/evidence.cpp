#include "twicetold/dedup/evidence.hpp"

#include <algorithm>

#include "twicetold/base/hash.hpp"
#include "twicetold/dedup/shared_runs.hpp"
#include "twicetold/dedup/similarity.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold {

namespace {

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
};

/// Which tokens of a text stand in passages. O(tokens + passages), however they overlap.
class Coverage {
  public:
    explicit Coverage(std::size_t tokens) : changes_(tokens + 1, 0) {}

    void add(std::size_t begin, std::size_t end) {
        ++changes_[begin];
        --changes_[end];
    }

    /// The tokens that no passage covers, as spans of neighbours; counts the others.
    std::vector<Span> gaps(const HashedText& text, std::size_t& covered) const {
        std::vector<Span> spans;
        std::size_t gap = 0;  // where the one begins that ends before this token, if it does
        std::int64_t depth = 0;
        for (std::size_t at = 0; at <= text.size(); ++at) {
            const bool was_covered = depth > 0;
            depth += changes_[at];
            const bool is_covered = depth > 0 && at < text.size();
            covered += is_covered ? 1 : 0;
            if (gap < at && !was_covered && (is_covered || at == text.size())) {
                add_apart(text, gap, at, spans);
            }
            gap = is_covered ? at + 1 : gap;
        }
        return spans;
    }

  private:
    /// Adds the span of tokens, without those at its ends that are parts of a character of which a part is covered.
    static void add_apart(const HashedText& text, std::size_t begin, std::size_t end, std::vector<Span>& spans) {
        const std::size_t covered_before = begin == 0 ? 0 : text.spans[begin - 1].end;
        const std::size_t covered_behind = end == text.size() ? text.spans[end - 1].end : text.spans[end].begin;
        while (begin < end && text.spans[begin].begin < covered_before) {
            ++begin;
        }
        while (begin < end && text.spans[end - 1].end > covered_behind) {
            --end;
        }
        if (begin < end) {
            spans.push_back(text.span(begin, end));
        }
    }

    std::vector<std::int32_t> changes_;  // of the number of passages, from the token before to this one
};

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
    Coverage in_left(a.size());
    Coverage in_right(b.size());
    for (const SharedRun& run : shared_runs(a.hashes, b.hashes, std::min({wanted, a.size(), b.size()}))) {
        const std::size_t left_end = std::size_t{run.left} + run.size;
        const std::size_t right_end = std::size_t{run.right} + run.size;
        evidence.passages.push_back({a.span(run.left, left_end), b.span(run.right, right_end), run.size});
        in_left.add(run.left, left_end);
        in_right.add(run.right, right_end);
    }
    std::size_t covered = 0;
    evidence.only_left = in_left.gaps(a, covered);
    evidence.only_right = in_right.gaps(b, covered);
    const std::size_t all = a.size() + b.size();
    evidence.token_ratio = all == 0 ? 0.0 : static_cast<double>(covered) / static_cast<double>(all);
    return evidence;
}

}  // namespace twicetold
