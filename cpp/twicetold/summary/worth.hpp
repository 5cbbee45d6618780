#pragma once

#include <memory>
#include <span>
#include <vector>

#include "twicetold/summary/rank.hpp"
#include "twicetold/summary/select.hpp"
#include "twicetold/summary/summary_options.hpp"
#include "twicetold/summary/values.hpp"

namespace twicetold {

/// What sentences are worth to a summary.
struct SentenceWorth {
    std::vector<double> scores;              // what users see
    std::vector<double> first_values;        // values.of each, before any is chosen
    std::unique_ptr<SentenceValues> values;  // what they are worth beside the chosen ones
    bool query_unknown = false;              // there is a query that says nothing of these texts
};

/// Puts together the method, the query, the vectors and MMR (METHODS.md section 3, "Query, vectors, MMR"). With the
/// default method `ranking` is that of the texts; both must outlive the result. Throws std::invalid_argument if there
/// are vectors, but not one finite one for each sentence.
[[nodiscard]] SentenceWorth worth_of(const RankedTexts& ranked, const Ranking& ranking, const SummaryOptions& options,
                                     const SentenceKnowledge& known);

}  // namespace twicetold
