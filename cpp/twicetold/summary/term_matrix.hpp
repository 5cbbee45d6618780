#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "twicetold/summary/document_frequencies.hpp"
#include "twicetold/summary/id_table.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold {

/// Numbers in rows of different length: row i is values[starts[i]] .. values[starts[i + 1]].
struct Rows {
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> values;

    [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t row) const {
        return {values.data() + starts[row], values.data() + starts[row + 1]};
    }
};

/// Where a term occurs for the first time: occurrence `at` of TextTerms::terms of text `document`.
struct FirstOccurrence {
    std::size_t document = 0;
    std::size_t at = 0;
};

/// The weights x_it of all sentences i of some texts and all their terms t (METHODS.md section 3, step 3), compressed
/// by rows with rising columns (the arrays of a row-major sparse matrix of Eigen).
///
/// Terms are numbered as they first come. An object is reused for many texts; it keeps its memory.
class TermMatrix {
  public:
    /// With a background n and df_t count its sentences, too. O(occurrences). Throws std::invalid_argument unless there
    /// are less than 2^31 - 1 occurrences and sentences.
    void assign(std::span<const TextTerms* const> texts, const DocumentFrequencies* background = nullptr);

    std::vector<std::size_t> first_sentence;  // of each text, and one more: the number of all sentences
    Rows terms;                               // of each sentence
    std::vector<double> x;                    // beside terms.values
    std::vector<std::uint32_t> tf;            // beside terms.values
    std::vector<std::uint32_t> df;            // sentences that have each term
    std::vector<double> idf;                  // ln(1 + n/df) of each term
    std::vector<double> totals;               // T_t, the sum of x_it over i
    std::vector<FirstOccurrence> first;       // of each term
    Rows pairs;                               // adjacent term pairs of each sentence, numbered; no rows for one text
    std::uint32_t distinct_pairs = 0;
    std::uint64_t seed = 0;  // of the texts' words: for hash tables that nobody shall foresee

    [[nodiscard]] std::size_t sentences() const { return first_sentence.back(); }
    [[nodiscard]] std::size_t distinct_terms() const { return df.size(); }
    [[nodiscard]] std::span<const double> x_of(std::size_t sentence) const {
        return {x.data() + terms.starts[sentence], x.data() + terms.starts[sentence + 1]};
    }

    /// The number of the term of this id; nothing if no sentence has it. O(1).
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t id) const { return numbers_.find(id); }

  private:
    /// The last sentence that has a term, and where it stands in `row_`.
    struct Last {
        std::uint32_t sentence = 0xFFFFFFFF;
        std::uint32_t at = 0;
    };

    void clear(std::size_t most_occurrences, bool with_pairs);
    [[nodiscard]] std::uint32_t number(std::uint64_t id, FirstOccurrence place);
    void add_row(std::span<const TermOccurrence> occurrences, std::size_t document, std::size_t first_occurrence);
    void add_pairs(std::span<const TermOccurrence> occurrences);
    void count_background(std::span<const TextTerms* const> texts, const DocumentFrequencies& background);
    void weigh(std::uint64_t background_sentences);

    IdTable numbers_;
    IdTable pair_numbers_;
    std::vector<Last> last_;
    std::vector<std::uint64_t> row_;        // term << 32 | tf
    std::vector<std::uint32_t> occurring_;  // the term of each occurrence of one sentence, for its pairs
    std::vector<float> idf_;                // of small df
    std::vector<std::uint64_t> all_df_;     // of each term, those of the background counted; empty without one
};

/// Whether the sentences with these terms (rising) are nearly equal: of all terms that one or the other has, at least
/// three fifths are common (step 7). Two without terms are not. O(terms).
[[nodiscard]] bool nearly_equal(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

}  // namespace twicetold
