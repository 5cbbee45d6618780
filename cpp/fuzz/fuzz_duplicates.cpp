// The joins on any texts: the exact one against brute force, by both measures; sketches against it; leaks between the
// halves of the rows.

#include <algorithm>
#include <numeric>

#include "fuzz.hpp"
#include "reference.hpp"
#include "twicetold/dedup/duplicates.hpp"
#include "twicetold/dedup/evidence.hpp"
#include "twicetold/dedup/leaks.hpp"

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
    check_twins(exact, options.join.threshold);
    check_containment(rows, options, priority);
    check_leaks(rows, options);
    const std::string& first = rows.front() ? *rows.front() : "";
    const std::string& last = rows.back() ? *rows.back() : "";
    const Evidence evidence = compare(first, last, options.shingle);
    for (const Passage& passage : evidence.passages) {
        require(passage.left.end <= first.size() && passage.right.end <= last.size(), "passages lie in the texts");
    }
    return 0;
}
