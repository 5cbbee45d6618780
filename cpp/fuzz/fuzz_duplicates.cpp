// Both joins on any texts: the exact one against brute force, the other against the exact one.

#include <algorithm>
#include <numeric>

#include "fuzz.hpp"
#include "reference.hpp"
#include "twicetold/dedup/duplicates.hpp"
#include "twicetold/dedup/evidence.hpp"

using namespace twicetold;
using fuzz::require;

namespace {

using Tuples = std::vector<std::tuple<std::int64_t, std::int64_t, double>>;

Tuples tuples(const Duplicates& found) {
    Tuples pairs;
    for (const TextPair& pair : found.pairs) {
        pairs.emplace_back(pair.left, pair.right, pair.similarity);
    }
    return pairs;
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
    std::vector<std::uint32_t> priority(rows.size());
    std::iota(priority.begin(), priority.end(), 0u);
    const OwnTexts texts(rows);
    options.method = JoinMethod::exact;
    const auto exact = find_duplicates(texts, options, priority, {});
    require(tuples(exact) == reference::all_pairs(rows, options.shingle, options.join.threshold),
            "the exact join finds what brute force finds");
    if (options.join.threshold >= 0.1) {
        options.method = JoinMethod::minhash;
        require(std::ranges::includes(tuples(exact), tuples(find_duplicates(texts, options, priority, {}))),
                "the sketch join reports true pairs only");
    }
    const auto kept = representatives(exact.node_pairs, priority, exact.node_of);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        require(kept.of[kept.of[row]] == kept.of[row], "whoever stands for another is kept");
        require(kept.similarity[row] >= options.join.threshold, "nothing is dropped without a kept twin");
    }
    const std::string& first = rows.front() ? *rows.front() : "";
    const std::string& last = rows.back() ? *rows.back() : "";
    const Evidence evidence = compare(first, last, options.shingle);
    for (const Passage& passage : evidence.passages) {
        require(passage.left.end <= first.size() && passage.right.end <= last.size(), "passages lie in the texts");
    }
    return 0;
}
