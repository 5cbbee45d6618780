#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/base/span.hpp"
#include "twicetold/summary/budget.hpp"
#include "twicetold/summary/rank.hpp"
#include "twicetold/summary/select.hpp"
#include "twicetold/summary/terms.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

enum class SummaryMethod : std::uint8_t {
    automatic,  // discounted centroid with position prior (METHODS.md section 3)
    lead,       // the first sentences that are no furniture, several texts taking turns
};

struct SummaryOptions {
    Budget budget;
    SummaryMethod method = SummaryMethod::automatic;
    Preset preset = Preset::automatic;
    std::optional<double> lead;  // in [0, 1], in place of the preset's: how much position matters
    std::string language;        // of the stop words; "": each text chooses its own
};

/// A sentence of a summary.
struct SummarySentence {
    std::size_t document = 0;  // which text
    std::size_t index = 0;     // which sentence of that text
    Span span;                 // bytes of that text
    double score = 0;
    SentenceKind kind = SentenceKind::sentence;
};

struct Keyword {
    std::size_t document = 0;
    Span span;          // the first word or pair of characters that has the term
    double weight = 0;  // T_t
};

struct SummaryWarning {
    enum class Kind : std::uint8_t {
        fewer_sentences,  // there are no more sentences that differ from those that came back
        nothing_fits,     // no sentence fits the budget of words or code points; the best one alone came back
    };
    Kind kind;
    std::uint64_t asked = 0;  // of the budget's unit (of a ratio: sentences)
    std::uint64_t got = 0;
};

/// Plain data; empty for a text without sentences.
struct Summary {
    std::vector<SummarySentence> sentences;   // in document order
    std::vector<double> scores;               // of all sentences of all texts; `lead`: 1/1, 1/2, … in its order
    std::vector<std::size_t> first_sentence;  // text d has scores [first_sentence[d], first_sentence[d + 1])
    std::vector<Keyword> keywords;            // the 10 terms of most weight
    std::vector<SummaryWarning> warnings;
    Preset preset = Preset::automatic;  // the one that was used; automatic if there was nothing to rank
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
/// Throws std::invalid_argument if `lead` is outside [0, 1] or there is no list for `language`.
/// About linear in the bytes; per chosen sentence also in the non-zeros of its rivals.
[[nodiscard]] Summary summarize(std::string_view text, const SummaryOptions& options = {});
[[nodiscard]] Summary summarize(std::string_view text, const SummaryOptions& options, SummaryScratch& scratch);

/// The same for sentences that the caller split; see text_terms.
[[nodiscard]] Summary summarize(std::string_view text, std::span<const Sentence> sentences,
                                const SummaryOptions& options = {});

/// One summary of many texts; those without sentences do not count as texts.
[[nodiscard]] Summary summarize_together(std::span<const std::string_view> texts, const SummaryOptions& options = {});

/// The same for texts whose terms are known; `options.language` has no effect any more. Of sentences that say the same
/// (`says_same`) one is chosen.
[[nodiscard]] Summary summarize_terms(std::span<const TextTerms* const> texts, const SummaryOptions& options,
                                      SummaryScratch& scratch, const SaysSame& says_same = {});

/// One summary for each text, in parallel; empty for a missing one.
[[nodiscard]] std::vector<Summary> summarize_each(const TextSource& texts, const SummaryOptions& options,
                                                  const Control& control);

}  // namespace twicetold
