#include "twicetold/evaluation/rouge.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>

#include "twicetold/evaluation/rouge_pair.hpp"

namespace twicetold {

namespace {

void check_first(std::span<const std::int64_t> first, std::size_t candidates, std::size_t references) {
    const bool fits = first.size() == candidates + 1 && first.front() == 0 &&
                      first.back() == static_cast<std::int64_t>(references) &&
                      std::ranges::adjacent_find(first, std::ranges::greater_equal()) == first.end();
    if (!fits) {
        throw std::invalid_argument("first must rise from 0 to the " + std::to_string(references) +
                                    " references in steps, one for each of the " + std::to_string(candidates) +
                                    " candidates");
    }
}

/// One thread's part of the work.
class Scorer {
  public:
    explicit Scorer(const RougeOptions& options) : options_(options), tokenizer_(options.tokens, options.stem) {}

    void read_candidate(std::string_view text) { tokenizer_.read(text, candidate_); }

    /// Writes the scores of the candidate with this reference, one for each measure.
    void score(std::string_view reference, std::span<RougeScore> into) {
        tokenizer_.read(reference, reference_);
        pair_.assign(candidate_, reference_);
        for (std::size_t k = 0; k < into.size(); ++k) {
            into[k] = pair_.score(options_.measures[k]);
        }
    }

  private:
    const RougeOptions& options_;
    RougeTokenizer tokenizer_;
    RougeText candidate_;
    RougeText reference_;
    RougePair pair_;
};

void keep_best(std::span<RougeScore> best, std::span<const RougeScore> other) {
    for (std::size_t k = 0; k < best.size(); ++k) {
        if (other[k].f1 > best[k].f1) {
            best[k] = other[k];
        }
    }
}

void add(std::span<RougeScore> sums, std::span<const RougeScore> other) {
    for (std::size_t k = 0; k < sums.size(); ++k) {
        sums[k].precision += other[k].precision;
        sums[k].recall += other[k].recall;
        sums[k].f1 += other[k].f1;
    }
}

void divide(std::span<RougeScore> sums, double by) {
    for (RougeScore& sum : sums) {
        sum = {sum.precision / by, sum.recall / by, sum.f1 / by};
    }
}

/// About what a row costs, in bytes read: each byte several times, and all against all.
std::size_t cost_of(std::size_t candidate, std::size_t reference) {
    return 16 * (candidate + reference) + candidate * reference / 512;
}

}  // namespace

RougeMeasure parse_rouge_measure(std::string_view name) {
    if (name == "rougeL") {
        return {RougeMeasure::Kind::lcs};
    }
    if (name == "rougeLsum") {
        return {RougeMeasure::Kind::lines};
    }
    if (name.size() == 6 && name.starts_with("rouge") && name[5] >= '1' && name[5] <= '9') {
        return {RougeMeasure::Kind::grams, static_cast<std::uint32_t>(name[5] - '0')};
    }
    throw std::invalid_argument("measures must be 'rouge1' to 'rouge9', 'rougeL' or 'rougeLsum', got '" +
                                std::string(name) + "'");
}

RougeSeveral parse_rouge_several(std::string_view name) {
    if (name == "best") {
        return RougeSeveral::best;
    }
    if (name == "mean") {
        return RougeSeveral::mean;
    }
    throw std::invalid_argument("several must be 'best' or 'mean', got '" + std::string(name) + "'");
}

std::vector<RougeScore> rouge(const TextSource& candidates, const TextSource& references,
                              std::span<const std::int64_t> first, const RougeOptions& options,
                              const Control& control) {
    check_first(first, candidates.size(), references.size());
    const auto begin = [&](std::size_t row) { return static_cast<std::size_t>(first[row]); };
    const std::size_t width = options.measures.size();
    std::vector<RougeScore> scores(candidates.size() * width);
    const auto chunks = chunks_by_cost(candidates.size(), [&](std::size_t row) {
        std::size_t cost = 0;
        for (std::size_t k = begin(row); k < begin(row + 1); ++k) {
            cost += cost_of(candidates.cost(row), references.cost(k));
        }
        return cost;
    });
    std::vector<Scorer> scorers(control.threads, Scorer(options));
    parallel_chunks(control, "scores", chunks, [&](Chunk chunk, std::size_t worker) {
        std::string candidate, reference;
        std::vector<RougeScore> own(width);
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            scorers[worker].read_candidate(candidates.text(row, candidate));
            const std::span<RougeScore> into(scores.data() + row * width, width);
            scorers[worker].score(references.text(begin(row), reference), into);
            for (std::size_t k = begin(row) + 1; k < begin(row + 1); ++k) {
                scorers[worker].score(references.text(k, reference), own);
                options.several == RougeSeveral::best ? keep_best(into, own) : add(into, own);
            }
            if (options.several == RougeSeveral::mean) {
                divide(into, static_cast<double>(first[row + 1] - first[row]));
            }
        }
    });
    return scores;
}

}  // namespace twicetold
