#pragma once

#include <span>
#include <vector>

#include "twicetold/stories/support.hpp"
#include "twicetold/summary/summarize.hpp"

namespace twicetold {

/// One summary of many texts, and who says the same.
struct SupportedSummary {
    Summary summary;
    std::vector<std::vector<Support>> support;  // of each sentence of the summary, its own text among them
};

/// summarize_terms, and for each of its sentences the texts that hold nearly the same (METHODS.md section 5,
/// "Support"). Throws what they throw.
[[nodiscard]] SupportedSummary summarize_with_support(std::span<const TextTerms* const> texts,
                                                      const SummaryOptions& options,
                                                      const SentenceKnowledge& known = {});

}  // namespace twicetold
