// The joins on any texts: the exact one against brute force, by both measures; sketches against it; leaks between the
// halves of the rows; evidence for the first and the last.

#include <algorithm>
#include <numeric>

#include "evidence_reference.hpp"
#include "fuzz.hpp"
#include "reference.hpp"
#include "twicetold/dedup/duplicates.hpp"
#include "twicetold/dedup/evidence.hpp"
#include "twicetold/dedup/leaks.hpp"
#include "twicetold/dedup/shared_runs.hpp"
#include "twicetold/text/tokens.hpp"

using namespace twicetold;
using fuzz::require;

namespace {

template <class Found>
reference::Pairs tuples(const Found& found) {
    reference::Pairs pairs;
    for (const TextPair& pair : found.pairs) {
        pairs.emplace_back(pair.left, pair.right, pair.similarity);
    }
    return pairs;
}

void check_twins(const Duplicates& found, double threshold) {
    const auto kept = representatives(found.node_pairs, found.priority, found.node_of);
    for (std::size_t row = 0; row < found.node_of.size(); ++row) {
        require(kept.of[kept.of[row]] == kept.of[row], "whoever stands for another is kept");
        require(kept.similarity[row] >= threshold, "nothing is dropped without a kept twin");
    }
}

void check_duplicates(const reference::Rows& rows, DuplicateOptions options) {
    std::vector<std::uint32_t> priority(rows.size());
    std::iota(priority.begin(), priority.end(), 0u);
    const OwnTexts texts(rows);
    const double threshold = options.join.threshold;
    for (const Measure measure : {Measure::jaccard, Measure::containment}) {
        options.measure = measure;
        options.method = JoinMethod::exact;
        const auto exact = find_duplicates(texts, options, priority, {});
        require(tuples(exact) == reference::all_pairs(rows, options.shingle, threshold, measure),
                "the exact join finds what brute force finds");
        check_twins(exact, threshold);
        if (threshold >= 0.1) {
            options.method = JoinMethod::minhash;
            const auto found = find_duplicates(texts, options, priority, {});
            require(std::ranges::includes(tuples(exact), tuples(found)), "the sketch join reports true pairs only");
            check_twins(found, threshold);
        }
    }
}

void check_leaks(const reference::Rows& rows, DuplicateOptions options) {
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
    const reference::Rows train(rows.begin(), middle);
    const reference::Rows test(middle, rows.end());
    options.method = JoinMethod::exact;
    for (const Measure measure : {Measure::jaccard, Measure::containment}) {
        options.measure = measure;
        require(tuples(find_leaks(OwnTexts(train), OwnTexts(test), options, {})) ==
                    reference::leaks(train, test, options.shingle, options.join.threshold, measure),
                "leaks are what brute force finds");
    }
}

reference::Symbols symbols_of(const std::string& text) {
    std::vector<std::uint64_t> hashes;
    FoldedText scratch;
    hashes.resize(hash_tokens(text, scratch, hashes, 0));
    return hashes;
}

void check_evidence(const std::string& left, const std::string& right, ShingleSpec shingle) {
    const Evidence evidence = compare(left, right, shingle);
    for (const Passage& passage : evidence.passages) {
        require(passage.left.end <= left.size() && passage.right.end <= right.size(), "passages lie in the texts");
    }
    require(evidence.token_ratio == compare(right, left, shingle).token_ratio, "the order of texts does not matter");
    const auto a = symbols_of(left);
    const auto b = symbols_of(right);
    if (a.size() * b.size() <= std::size_t{1} << 18) {
        require(reference::fault_of(shared_runs(a, b, shingle.length), a, b, shingle.length).empty(),
                "shared runs are maximal, and cover what is shared");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) {
        return 0;
    }
    const auto rows = fuzz::rows_of(fuzz::text_of(data + 2, std::min<std::size_t>(size - 2, 4096)));
    if (rows.size() > 64) {
        return 0;
    }
    DuplicateOptions options;
    options.shingle = {data[0] % 2 == 0 ? ShingleSpec::Unit::word : ShingleSpec::Unit::character,
                       1 + std::size_t{data[0]} / 2 % 8};
    options.join.threshold = static_cast<double>(data[1] % 20 + 1) / 20.0;
    options.join.recall = 0.9;
    check_duplicates(rows, options);
    check_leaks(rows, options);
    check_evidence(rows.front().value_or(""), rows.back().value_or(""), options.shingle);
    return 0;
}
