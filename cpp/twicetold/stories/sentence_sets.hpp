#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/radix_sort.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold {

/// Sentence `index` of text `document`.
struct SentenceAt {
    std::size_t document = 0;
    std::size_t index = 0;
};

/// The sentences of many texts, numbered one text after the other, as sets of terms with an inverted index.
///
/// O(terms) to make; about 36 bytes a term of a sentence.
class SentenceSets {
  public:
    explicit SentenceSets(std::span<const TextTerms* const> texts);

    [[nodiscard]] std::size_t size() const { return document_of_.size(); }
    [[nodiscard]] std::uint32_t number(SentenceAt at) const {
        return static_cast<std::uint32_t>(first_[at.document] + at.index);
    }
    [[nodiscard]] SentenceAt at(std::uint32_t sentence) const {
        const std::uint32_t document = document_of_[sentence];
        return {document, sentence - first_[document]};
    }
    /// The sentence's terms, rising.
    [[nodiscard]] std::span<const std::uint64_t> terms_of(std::uint32_t sentence) const {
        return std::span(terms_).subspan(starts_[sentence], starts_[sentence + 1] - starts_[sentence]);
    }
    /// The sentences that hold `term`, rising. O(log terms).
    [[nodiscard]] std::span<const Keyed> holders(std::uint64_t term) const;
    /// ln(1 + (n+50)/(df+1)) among n sentences, of a term that `df` of them hold.
    [[nodiscard]] double idf(std::size_t df) const;
    /// Sum of the idf of its terms.
    [[nodiscard]] double idf_of(std::uint32_t sentence) const { return idf_[sentence]; }

  private:
    void add(std::uint32_t document, std::span<const TermOccurrence> terms);
    void add_up_idf();

    std::vector<std::size_t> first_;          // sentence of each text
    std::vector<std::uint32_t> document_of_;  // each sentence
    std::vector<std::size_t> starts_{0};
    std::vector<std::uint64_t> terms_;
    std::vector<Keyed> holders_;  // of each term: by (term, sentence)
    std::vector<double> idf_;
};

}  // namespace twicetold
