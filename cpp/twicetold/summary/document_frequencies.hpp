#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/summary/terms.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// In how many sentences of a corpus each term stands: what is common there tells little in a text.
class DocumentFrequencies {
  public:
    /// A term and the sentences that have it.
    struct Entry {
        std::uint64_t term = 0;
        std::uint64_t sentences = 0;
    };

    /// Of entries in any order, each term once; throws std::invalid_argument otherwise.
    DocumentFrequencies(std::vector<Entry> entries, std::uint64_t sentences);

    /// Sentences that have the term of this id (TermOccurrence); 0 if none does. O(log terms).
    [[nodiscard]] std::uint64_t of(std::uint64_t term) const;
    /// Of the corpus.
    [[nodiscard]] std::uint64_t sentences() const { return sentences_; }
    /// By rising term.
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

  private:
    std::vector<Entry> entries_;
    std::uint64_t sentences_ = 0;
};

/// Counts the terms of a corpus as summaries count them (text_terms). `language` and `stop_words` as there. The same on
/// any number of threads. O(bytes); 16 bytes a term.
[[nodiscard]] DocumentFrequencies count_document_frequencies(const TextSource& texts, const TermOptions& options,
                                                             const Control& control);

}  // namespace twicetold
