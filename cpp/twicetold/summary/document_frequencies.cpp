#include "twicetold/summary/document_frequencies.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace twicetold {

namespace {

/// What one thread has counted.
struct Counter {
    std::unordered_map<std::uint64_t, std::uint64_t> counts;
    std::uint64_t sentences = 0;
    TextTerms terms;
    TermScratch scratch;
    std::string buffer;
    std::vector<std::uint64_t> ids;

    void add(std::string_view text, const TermOptions& options) {
        text_terms(text, terms, scratch, options);
        sentences += terms.sentences.size();
        for (std::size_t j = 0; j < terms.sentences.size(); ++j) {
            ids.clear();
            for (const TermOccurrence& occurrence : terms.terms_of(j)) {
                ids.push_back(occurrence.id);
            }
            std::ranges::sort(ids);
            ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
            for (const std::uint64_t id : ids) {
                ++counts[id];
            }
        }
    }
};

}  // namespace

DocumentFrequencies::DocumentFrequencies(std::vector<Entry> entries, std::uint64_t sentences)
    : entries_(std::move(entries)), sentences_(sentences) {
    std::ranges::sort(entries_, {}, &Entry::term);
    if (std::ranges::adjacent_find(entries_, {}, &Entry::term) != entries_.end()) {
        throw std::invalid_argument("entries must have each term once, got one twice");
    }
    for (const Entry& entry : entries_) {
        if (entry.sentences > sentences_) {
            throw std::invalid_argument("a term must stand in at most the " + std::to_string(sentences_) +
                                        " sentences there are, got " + std::to_string(entry.sentences));
        }
    }
}

std::uint64_t DocumentFrequencies::of(std::uint64_t term) const {
    const auto found = std::ranges::lower_bound(entries_, term, {}, &Entry::term);
    return found != entries_.end() && found->term == term ? found->sentences : 0;
}

DocumentFrequencies count_document_frequencies(const TextSource& texts, const TermOptions& options,
                                               const Control& control) {
    std::vector<Counter> counters(control.threads);
    parallel_chunks(control, "count", texts.chunks(), [&](Chunk chunk, std::size_t worker) {
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            counters[worker].add(texts.text(row, counters[worker].buffer), options);
        }
    });
    for (std::size_t k = 1; k < counters.size(); ++k) {
        for (const auto& [term, count] : counters[k].counts) {
            counters[0].counts[term] += count;
        }
        counters[0].sentences += counters[k].sentences;
        counters[k] = {};
    }
    std::vector<DocumentFrequencies::Entry> entries;
    entries.reserve(counters[0].counts.size());
    for (const auto& [term, count] : counters[0].counts) {
        entries.push_back({term, count});
    }
    return {std::move(entries), counters[0].sentences};
}

}  // namespace twicetold
