#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/summary/word_set.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold {

/// One occurrence of a term: the first five code points of a folded word that is no stop word, or two neighbouring
/// characters of a script written without spaces (one that stands alone is a term by itself).
struct TermOccurrence {
    std::uint64_t id = 0;    // 64-bit hash; equal terms have equal ids in all texts
    Span source;             // bytes of the text: the whole word, or the two characters
    std::uint32_t word = 0;  // which word of its sentence, stop words counted; of two characters the first
    bool adjacent = false;   // the term before it stands in the same sentence, with no stop word or emoji between
};

/// What ranking needs to know of a sentence beside its terms.
struct SentenceFacts {
    std::uint32_t words = 0;        // L_i: words, and characters of scripts written without spaces
    std::uint32_t digit_words = 0;  // words that hold a decimal digit
    bool closed = false;            // ends with a closing mark, maybe followed by quotes and brackets
    bool spaceless = false;         // holds characters of a script written without spaces
    bool blank = false;             // white space only, as sentences of the caller's own may be
    std::uint64_t tokens = 0;       // hash of the folded tokens in order; equal sentences have equal hashes
};

/// The sentences and terms of one text. Reused for many texts, it keeps its memory.
struct TextTerms {
    std::string_view text;  // the caller's: it must outlive this
    std::vector<Sentence> sentences;
    std::vector<SentenceFacts> facts;   // one a sentence
    std::vector<TermOccurrence> terms;  // of all sentences, in order
    std::vector<std::size_t> offsets;   // sentence i has terms [offsets[i], offsets[i + 1]); one more than sentences
    std::string_view language;          // code of the stop list that covers most of the text; "" if none fits

    [[nodiscard]] std::span<const TermOccurrence> terms_of(std::size_t sentence) const {
        return std::span(terms).subspan(offsets[sentence], offsets[sentence + 1] - offsets[sentence]);
    }
};

/// Which words are no terms. What it refers to must outlive it.
struct TermOptions {
    TermOptions() = default;
    TermOptions(std::string_view its_language, const WordSet* others = nullptr)
        : language(its_language), stop_words(others) {}

    std::string_view language;            // of the stop list; "": the text chooses its own; "none": no list
    const WordSet* stop_words = nullptr;  // further ones
};

/// Memory that text_terms reuses from text to text.
struct TermScratch {
    TokenizedText tokens;
    std::vector<std::uint64_t> hashes;  // of each token
    std::vector<std::uint32_t> sets;    // of stop lists, which holds each token (Stopwords::sets)
    std::vector<std::size_t> counts;    // of the tokens of each set
    std::string word;
    FoldedText folded;
};

/// Splits `text` into sentences and counts what ranking counts (METHODS.md section 3, steps 1 and 2) into `terms`.
///
/// A text without words has sentences without terms; "" has no sentences. O(bytes).
/// Throws std::invalid_argument if there is no list for the language.
void text_terms(std::string_view text, TextTerms& terms, TermScratch& scratch, const TermOptions& options = {});

/// The same for sentences that the caller split: in order, not overlapping, within the text. What lies in none of
/// them is not counted. Throws std::out_of_range if they are not so.
void text_terms(std::string_view text, std::span<const Sentence> sentences, TextTerms& terms, TermScratch& scratch,
                const TermOptions& options = {});

/// The same for one text alone.
[[nodiscard]] TextTerms text_terms(std::string_view text, const TermOptions& options = {});

}  // namespace twicetold
