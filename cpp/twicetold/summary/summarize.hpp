#pragma once

#include <cstddef>
#include <cstdint>

#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/base/span.hpp"
#include "twicetold/summary/keywords.hpp"
#include "twicetold/summary/rank.hpp"
#include "twicetold/summary/select.hpp"
#include "twicetold/summary/summary_options.hpp"
#include "twicetold/summary/terms.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// A sentence of a summary.
struct SummarySentence {
    std::size_t document = 0;  // which text
    std::size_t index = 0;     // which sentence of that text
    Span span;                 // bytes of that text
    double score = 0;
    SentenceKind kind = SentenceKind::sentence;
};

struct SummaryWarning {
    enum class Kind : std::uint8_t {
        fewer_sentences,  // there are no more sentences that differ from those that came back
        nothing_fits,     // no sentence fits the budget of words or code points; the best one alone came back
        query_unknown,    // no term of the query stands in the texts: it has no effect
        repeats_bounded,  // so few words are different that not all sentences were compared: some may be nearly equal
    };
    Kind kind;
    std::uint64_t asked = 0;  // of the budget's unit (of a ratio: sentences)
    std::uint64_t got = 0;
};

/// Plain data; empty for a text without sentences.
struct Summary {
    std::vector<SummarySentence> sentences;   // in document order
    std::vector<double> scores;               // of all sentences of all texts, before any was chosen
    std::vector<std::size_t> first_sentence;  // text d has scores [first_sentence[d], first_sentence[d + 1])
    std::vector<Keyword> keywords;            // the 10 of most weight
    std::vector<SummaryWarning> warnings;
    Preset preset = Preset::automatic;  // the one that was used; automatic if a named method was, or nothing ranked
};

/// Memory that is reused from text to text.
struct SummaryScratch {
    TextTerms terms;
    TermScratch term_scratch;
    TermMatrix matrix;
    Ranking ranking;
    Selector selector;
    std::vector<std::uint64_t> costs;
};

/// The best sentences of `text` within the budget.
///
/// A text with fewer different sentences than asked for gives those, with a warning; "" gives an empty summary.
/// A headline, list item, or (last) fragment is chosen only when no more real sentence can be.
/// Throws std::invalid_argument if an option is outside its range.
/// About linear in the bytes; per chosen sentence also in the non-zeros of its rivals.
[[nodiscard]] Summary summarize(std::string_view text, const SummaryOptions& options = {});
[[nodiscard]] Summary summarize(std::string_view text, const SummaryOptions& options, SummaryScratch& scratch);

/// The same for sentences that the caller split; see text_terms.
[[nodiscard]] Summary summarize(std::string_view text, std::span<const Sentence> sentences,
                                const SummaryOptions& options = {});

/// One summary of many texts; those without sentences do not count as texts.
[[nodiscard]] Summary summarize_together(std::span<const std::string_view> texts, const SummaryOptions& options = {});

/// The same for texts whose terms are known; what `options` says of terms has no effect any more. Throws
/// std::invalid_argument also if there are vectors, but not one for each sentence, or one with NaN or infinity.
[[nodiscard]] Summary summarize_terms(std::span<const TextTerms* const> texts, const SummaryOptions& options,
                                      SummaryScratch& scratch, const SentenceKnowledge& known = {});

/// What differs from text to text, in place of what the options say.
struct RowOptions {
    std::span<const Budget> budgets = {};   // one for each text, or none
    const TextSource* languages = nullptr;  // one for each text, or null; of one that is missing the text chooses
};

/// One summary for each text, in parallel; empty for a missing one. Throws what `summarize` throws, with the row if it
/// is about a language of a row.
[[nodiscard]] std::vector<Summary> summarize_each(const TextSource& texts, const SummaryOptions& options,
                                                  const Control& control, const RowOptions& rows = {});

}  // namespace twicetold
