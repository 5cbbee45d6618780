#include "twicetold/stories/together.hpp"

namespace twicetold {

SupportedSummary summarize_with_support(std::span<const TextTerms* const> texts, const SummaryOptions& options,
                                        const SentenceKnowledge& known) {
    SummaryScratch scratch;
    SupportedSummary made{summarize_terms(texts, options, scratch, known), {}};
    std::vector<SentenceAt> chosen;
    for (const SummarySentence& sentence : made.summary.sentences) {
        chosen.push_back({sentence.document, sentence.index});
    }
    made.support = find_support(texts, chosen);
    return made;
}

}  // namespace twicetold
