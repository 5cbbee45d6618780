#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "twicetold/summary/budget.hpp"
#include "twicetold/summary/document_frequencies.hpp"
#include "twicetold/summary/focus.hpp"
#include "twicetold/summary/rank.hpp"
#include "twicetold/summary/select.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold {

/// How to summarise. check_options says what is allowed.
struct SummaryOptions {
    Budget budget;
    std::string method = "auto";  // or a named one (summary/methods.hpp)
    Preset preset = Preset::automatic;
    std::optional<double> lead;  // in [0, 1], in place of the preset's: how much position matters
    std::optional<double> mmr;   // λ in [0, 1]: relevance against novelty, in place of the method's own discounts
    std::string language;        // of the stop words; "": each text chooses its own; "none": none
    std::string query;           // what the summary shall be about; "": whatever the texts are about
    double weight = 0.5;         // in [0, 1]: how much query and vectors count beside the method's own scores
    std::shared_ptr<const WordSet> stop_words;              // further ones; may be null
    std::shared_ptr<const DocumentFrequencies> background;  // of an earlier corpus; may be null

    [[nodiscard]] TermOptions terms() const { return {language, stop_words.get()}; }
};

/// Throws std::invalid_argument if `lead`, `mmr` or `weight` is outside [0, 1] or there is no such method.
void check_options(const SummaryOptions& options);

/// What is known of the sentences of all texts together beside the texts.
struct SentenceKnowledge {
    SaysSame says_same;             // of sentences that say the same one is chosen
    SentenceVectors vectors;        // empty, or one for each sentence
    std::span<const double> query;  // the query's vector, or empty
};

}  // namespace twicetold
