#include "twicetold/summary/summarize.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

#include "twicetold/summary/furniture.hpp"
#include "twicetold/summary/methods.hpp"
#include "twicetold/summary/stopwords.hpp"
#include "twicetold/summary/worth.hpp"

namespace twicetold {

namespace {

constexpr std::size_t most_keywords = 10;

/// The automatic rule (METHODS.md section 3, presets).
Preset preset_for(const SummaryOptions& options, std::size_t texts) {
    if (options.preset != Preset::automatic) {
        return options.preset;
    }
    if (texts > 1) {
        return Preset::multi;
    }
    const bool one = options.budget.unit() == Budget::Unit::sentences && options.budget.most() == 1;
    return one ? Preset::one : Preset::long_text;
}

/// Summarises texts that have at least one sentence each.
class Summarizer {
  public:
    Summarizer(std::span<const TextTerms* const> texts, const SummaryOptions& options, SummaryScratch& scratch,
               const SentenceKnowledge& known)
        : texts_(texts), options_(options), scratch_(scratch), known_(known) {}

    Summary run() {
        scratch_.matrix.assign(texts_, options_.background.get());
        rank();
        const RankedTexts ranked{texts_, scratch_.matrix, scratch_.ranking.furniture};
        SentenceWorth worth = worth_of(ranked, scratch_.ranking, options_, known_);
        const Limit limit = options_.budget.limit(texts_, ranked.furniture, scratch_.costs);
        const Selection selection =
            scratch_.selector.select(ranked, worth.first_values, *worth.values, limit, known_.says_same);
        summary_.scores = std::move(worth.scores);
        summary_.first_sentence = scratch_.matrix.first_sentence;
        describe(selection);
        warn(selection, limit);
        if (selection.repeats_bounded) {
            summary_.warnings.push_back({SummaryWarning::Kind::repeats_bounded, 0, 0});
        }
        if (worth.query_unknown) {
            summary_.warnings.push_back({SummaryWarning::Kind::query_unknown, 0, 0});
        }
        summary_.keywords = find_keywords(texts_, scratch_.matrix, most_keywords);
        return std::move(summary_);
    }

  private:
    /// Named methods need no more than the furniture.
    void rank() {
        const Preset preset = preset_for(options_, texts_.size());
        RankParameters parameters = parameters_of(preset);
        parameters.a = options_.lead.value_or(parameters.a);
        if (find_method(options_.method) != nullptr) {
            find_furniture(texts_, parameters.full_furniture, scratch_.ranking.furniture);
            return;
        }
        summary_.preset = preset;
        rank_sentences(texts_, scratch_.matrix, parameters, scratch_.ranking);
    }

    void describe(const Selection& selection) {
        const std::vector<std::size_t>& first = scratch_.matrix.first_sentence;
        for (const std::size_t i : selection.sentences) {
            const auto next = std::ranges::upper_bound(first, i);
            const auto d = static_cast<std::size_t>(next - first.begin()) - 1;
            const std::size_t index = i - first[d];
            const Sentence& sentence = texts_[d]->sentences[index];
            summary_.sentences.push_back({d, index, sentence.span, summary_.scores[i], sentence.kind});
        }
    }

    void warn(const Selection& selection, const Limit& limit) {
        using Kind = SummaryWarning::Kind;
        const Budget::Unit unit = options_.budget.unit();
        if (unit == Budget::Unit::sentences || unit == Budget::Unit::ratio) {
            if (selection.sentences.size() < limit.most) {
                summary_.warnings.push_back({Kind::fewer_sentences, limit.most, selection.sentences.size()});
            }
        } else if (selection.nothing_fits) {
            const bool joints = unit == Budget::Unit::chars;
            summary_.warnings.push_back({Kind::nothing_fits, options_.budget.most(), selection.cost - joints});
        }
    }

    std::span<const TextTerms* const> texts_;
    const SummaryOptions& options_;
    SummaryScratch& scratch_;
    const SentenceKnowledge& known_;
    Summary summary_;
};

/// Gives results about `kept` of `all` texts the numbers of the texts among all.
void renumber(Summary& summary, std::span<const std::size_t> kept, std::size_t all) {
    for (SummarySentence& sentence : summary.sentences) {
        sentence.document = kept[sentence.document];
    }
    for (Keyword& keyword : summary.keywords) {
        keyword.document = kept[keyword.document];
    }
    std::vector<std::size_t> first(all + 1, 0);
    for (std::size_t k = 0; k < kept.size(); ++k) {
        first[kept[k] + 1] = summary.first_sentence[k + 1] - summary.first_sentence[k];
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    summary.first_sentence = std::move(first);
}

/// All of them, before any work is done.
void check_languages(const TextSource* languages) {
    std::string buffer;
    for (std::size_t row = 0; languages != nullptr && row < languages->size(); ++row) {
        const std::string_view language = languages->text(row, buffer);
        if (language.empty() || language == "none") {
            continue;
        }
        try {
            (void)Stopwords::embedded().find(language);
        } catch (const std::invalid_argument& error) {
            throw std::invalid_argument(std::string(error.what()) + " in row " + std::to_string(row));
        }
    }
}

}  // namespace

Summary summarize_terms(std::span<const TextTerms* const> texts, const SummaryOptions& options, SummaryScratch& scratch,
                        const SentenceKnowledge& known) {
    check_options(options);
    std::vector<const TextTerms*> with_sentences;
    std::vector<std::size_t> kept;
    for (std::size_t d = 0; d < texts.size(); ++d) {
        if (!texts[d]->sentences.empty()) {
            with_sentences.push_back(texts[d]);
            kept.push_back(d);
        }
    }
    Summary summary;
    if (!kept.empty()) {
        summary = Summarizer(with_sentences, options, scratch, known).run();
    } else {
        if (!known.vectors.empty()) {
            check_vectors(known.vectors, 0);
        }
        summary.first_sentence.assign(1, 0);
    }
    renumber(summary, kept, texts.size());
    return summary;
}

Summary summarize(std::string_view text, const SummaryOptions& options, SummaryScratch& scratch) {
    text_terms(text, scratch.terms, scratch.term_scratch, options.terms());
    const TextTerms* terms = &scratch.terms;
    return summarize_terms({&terms, 1}, options, scratch);
}

Summary summarize(std::string_view text, const SummaryOptions& options) {
    SummaryScratch scratch;
    return summarize(text, options, scratch);
}

Summary summarize(std::string_view text, std::span<const Sentence> sentences, const SummaryOptions& options) {
    SummaryScratch scratch;
    text_terms(text, sentences, scratch.terms, scratch.term_scratch, options.terms());
    const TextTerms* terms = &scratch.terms;
    return summarize_terms({&terms, 1}, options, scratch);
}

Summary summarize_together(std::span<const std::string_view> texts, const SummaryOptions& options) {
    SummaryScratch scratch;
    std::vector<TextTerms> terms(texts.size());
    std::vector<const TextTerms*> pointers;
    for (std::size_t d = 0; d < texts.size(); ++d) {
        text_terms(texts[d], terms[d], scratch.term_scratch, options.terms());
        pointers.push_back(&terms[d]);
    }
    return summarize_terms(pointers, options, scratch);
}

std::vector<Summary> summarize_each(const TextSource& texts, const SummaryOptions& options, const Control& control,
                                    const RowOptions& rows) {
    check_options(options);
    check_languages(rows.languages);
    struct Worker {
        SummaryOptions options;
        SummaryScratch scratch;
        std::string buffer;
        std::string language;
    };
    std::vector<Worker> workers(control.threads);
    std::ranges::for_each(workers, [&](Worker& worker) { worker.options = options; });
    std::vector<Summary> summaries(texts.size());
    parallel_chunks(control, "summarize", texts.chunks(), [&](Chunk chunk, std::size_t number) {
        Worker& worker = workers[number];
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            if (!rows.budgets.empty()) {
                worker.options.budget = rows.budgets[row];
            }
            if (rows.languages != nullptr) {
                worker.options.language = rows.languages->text(row, worker.language);
            }
            summaries[row] = summarize(texts.text(row, worker.buffer), worker.options, worker.scratch);
        }
    });
    return summaries;
}

}  // namespace twicetold
