#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/summary/id_table.hpp"
#include "twicetold/summary/term_matrix.hpp"

namespace twicetold {

/// The sentences chosen so far, and which others repeat one of them (METHODS.md section 3, step 7): those with
/// equal tokens or nearly equal terms (nearly_equal).
///
/// Two sentences with Jaccard >= 3/5 share one of the rarest terms of each (prefix filter, Chaudhuri et al. 2006), so
/// that a question seldom looks at more than the sentences it is about. Where few words are different it may: most of
/// what it meets is told apart by 64 bits of its terms.
class ChosenSentences {
  public:
    /// Forgets all. `matrix` must outlive the questions.
    void start(const TermMatrix& matrix);

    /// Whether `sentence`, whose tokens have the hash `tokens`, repeats a chosen one.
    [[nodiscard]] bool repeats(std::size_t sentence, std::uint64_t tokens);

    void add(std::size_t sentence, std::uint64_t tokens);

    /// Whether a question met too many sentences and did not look at all of them: where few words are different, so
    /// that no text costs quadratic work.
    [[nodiscard]] bool bounded() const { return bounded_; }

  private:
    /// A chosen sentence in the list of one of its rarest terms.
    struct Entry {
        std::uint64_t signature;
        std::uint32_t sentence;
        std::uint32_t next;  // of `entries_`
        std::uint32_t terms;
    };

    static constexpr std::uint32_t none = 0xFFFFFFFF;

    void find_rarest(std::size_t sentence);
    [[nodiscard]] std::uint64_t signature_of(std::size_t sentence) const;

    const TermMatrix* matrix_ = nullptr;
    std::vector<std::uint32_t> heads_;  // of the list of each term
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> rarest_;
    std::size_t rarest_of_ = 0;           // the sentence whose they are; one is mostly asked about, then added
    std::vector<std::uint32_t> checked_;  // the last sentence that each sentence was compared with
    IdTable said_;                        // tokens of chosen sentences
    bool bounded_ = false;
};

}  // namespace twicetold
