#include "twicetold/evaluation/rouge_pair.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "twicetold/base/hash.hpp"

namespace twicetold {

namespace {

/// In this order of operations, so that results equal those of the package rouge-score to the last bit.
RougeScore score_of(std::size_t shared, std::size_t candidate, std::size_t reference) {
    if (candidate == 0 || reference == 0) {
        return {};
    }
    const double precision = static_cast<double>(shared) / static_cast<double>(candidate);
    const double recall = static_cast<double>(shared) / static_cast<double>(reference);
    const double sum = precision + recall;
    return {precision, recall, sum > 0 ? 2 * precision * recall / sum : 0};
}

bool is_set(std::span<const std::uint64_t> bits, std::size_t k) {
    return (bits[k / 64] >> k % 64 & 1) != 0;
}

std::uint64_t seed_of(std::span<const std::uint64_t> keys) {
    return hash_bytes(keys.data(), keys.size_bytes());
}

/// From the numbers of (n − 1)-grams to those of n-grams: an n-gram is an (n − 1)-gram and the token behind it.
void lengthen(std::vector<std::uint32_t>& grams, std::span<const std::uint32_t> tokens, std::uint32_t n,
              Numbering& numbers) {
    if (grams.size() <= 1) {
        grams.clear();
        return;
    }
    for (std::size_t k = 0; k + 1 < grams.size(); ++k) {
        grams[k] = numbers.number(std::uint64_t{grams[k]} << 32 | tokens[k + n - 1]);
    }
    grams.pop_back();
}

}  // namespace

void RougePair::read_lines(const RougeText& text, Side& side) {
    // Equal lines come together, of equal 128-bit hashes.
    std::vector<std::pair<Hash128, Line>> all;
    std::size_t begin = 0;
    for (const std::size_t end : text.line_ends) {
        const Line line{std::span(side.tokens).subspan(begin, end - begin), 1};
        all.emplace_back(hash_bytes_128(line.tokens.data(), line.tokens.size_bytes()), line);
        begin = end;
    }
    std::ranges::sort(all, {}, [](const auto& line) { return line.first; });
    side.lines.clear();
    for (std::size_t k = 0; k < all.size(); ++k) {
        if (k > 0 && all[k].first == all[k - 1].first) {
            ++side.lines.back().count;
        } else {
            side.lines.push_back(all[k].second);
        }
    }
}

void RougePair::assign(const RougeText& candidate, const RougeText& reference) {
    numbers_.clear(candidate.tokens.size() + reference.tokens.size(),
                   seed_of(candidate.tokens) ^ seed_of(reference.tokens));
    const auto read = [this](const RougeText& text, Side& side) {
        side.tokens.clear();
        for (const std::uint64_t token : text.tokens) {
            side.tokens.push_back(numbers_.number(token));
        }
        read_lines(text, side);
    };
    read(candidate, candidate_);
    read(reference, reference_);
}

RougeScore RougePair::score(const RougeMeasure& measure) {
    switch (measure.kind) {
        case RougeMeasure::Kind::grams: return grams(measure.n);
        case RougeMeasure::Kind::lcs: return lcs();
        case RougeMeasure::Kind::lines: break;
    }
    return lines();
}

/// Lin 2004, section 2, equation 1, for one reference.
RougeScore RougePair::grams(std::uint32_t n) {
    candidate_.grams = candidate_.tokens;
    reference_.grams = reference_.tokens;
    std::size_t different = numbers_.size();
    for (std::uint32_t length = 2; length <= n; ++length) {
        grams_.clear(candidate_.grams.size() + reference_.grams.size(), length);
        lengthen(candidate_.grams, candidate_.tokens, length, grams_);
        lengthen(reference_.grams, reference_.tokens, length, grams_);
        different = grams_.size();
    }
    left_.assign(different, 0);
    for (const std::uint32_t gram : candidate_.grams) {
        ++left_[gram];
    }
    std::size_t shared = 0;
    for (const std::uint32_t gram : reference_.grams) {
        if (left_[gram] > 0) {
            --left_[gram];
            ++shared;
        }
    }
    return score_of(shared, candidate_.grams.size(), reference_.grams.size());
}

/// Lin 2004, section 3.1.
RougeScore RougePair::lcs() {
    subsequence_.assign(reference_.tokens, numbers_.size());
    return score_of(subsequence_.length(candidate_.tokens), candidate_.tokens.size(), reference_.tokens.size());
}

void RougePair::index_lines() {
    first_with_.assign(numbers_.size() + 2, 0);
    for (const Line& line : candidate_.lines) {
        for (const std::uint32_t token : line.tokens) {
            ++first_with_[token + 2];  // a line that has it twice stands there twice
        }
    }
    std::partial_sum(first_with_.begin(), first_with_.end(), first_with_.begin());
    lines_with_.resize(first_with_.back());
    for (std::uint32_t k = 0; k < candidate_.lines.size(); ++k) {
        for (const std::uint32_t token : candidate_.lines[k].tokens) {
            lines_with_[first_with_[token + 1]++] = k;
        }
    }
    tried_.assign(candidate_.lines.size(), nullptr);
}

/// Marks what any line of the candidate shares with `line`. The order of comparisons does not matter, and a line
/// without the token of a place does not mark it: so for each place that no line has marked yet, those with its token
/// are tried.
void RougePair::mark_line(const Line& line) {
    subsequence_.assign(line.tokens, numbers_.size());
    marks_.assign(subsequence_.marks_size(), 0);
    for (std::size_t place = 0; place < line.tokens.size(); ++place) {
        const std::uint32_t token = line.tokens[place];
        for (std::uint32_t k = first_with_[token]; k < first_with_[token + 1] && !is_set(marks_, place); ++k) {
            const std::uint32_t other = lines_with_[k];
            if (tried_[other] != &line) {
                tried_[other] = &line;
                subsequence_.mark(candidate_.lines[other].tokens, marks_);
            }
        }
    }
}

/// Lin 2004, section 3.2, where no token counts more often than the candidate has it, as in ROUGE 1.5.5.
RougeScore RougePair::lines() {
    left_.assign(numbers_.size(), 0);
    for (const std::uint32_t token : candidate_.tokens) {
        ++left_[token];
    }
    index_lines();
    std::size_t shared = 0;
    for (const Line& line : reference_.lines) {
        mark_line(line);
        for (std::size_t k = 0; k < line.tokens.size(); ++k) {
            if (is_set(marks_, k)) {
                const std::uint32_t taken = std::min(line.count, left_[line.tokens[k]]);
                left_[line.tokens[k]] -= taken;
                shared += taken;
            }
        }
    }
    return score_of(shared, candidate_.tokens.size(), reference_.tokens.size());
}

}  // namespace twicetold
