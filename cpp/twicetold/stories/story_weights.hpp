#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/summary/terms.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// A term, or a pair of adjacent terms, of a text.
struct StoryFeature {
    std::uint64_t id;  // the term's id, or a hash of both
    float frequency;   // log2(1 + f), f counts it by the weights of its sentences
};

/// The id of `first` followed by `second`.
[[nodiscard]] std::uint64_t term_pair_id(std::uint64_t first, std::uint64_t second);

/// The terms of a text and of its title. Reused for many texts, it keeps its memory.
struct TitledTerms {
    TextTerms title;  // one sentence, or none; stop words are those of the text's language
    TextTerms text;

    /// Both must outlive this. O(bytes).
    void assign(std::string_view own_title, std::string_view own_text, TermScratch& scratch);
};

/// Collects features; it keeps its memory.
class FeatureReader {
  public:
    /// Sets `features` to those of a text, each once, by rising id (METHODS.md section 5, step 1). O(terms log terms).
    void read(const TitledTerms& terms, std::vector<StoryFeature>& features);

  private:
    struct Occurrence {
        std::uint64_t id;
        double weight;
    };

    void add_sentence(std::span<const TermOccurrence> terms, std::size_t j);

    std::vector<Occurrence> occurrences_;
};

/// What a feature is worth among n texts (METHODS.md section 5, step 2).
class StoryTerms {
  public:
    /// `ids` are the features that stand in at least two texts, rising, `df` in how many.
    StoryTerms(std::size_t n, std::vector<std::uint64_t> ids, std::vector<std::uint32_t> df);
    StoryTerms() : StoryTerms(0, {}, {}) {}

    [[nodiscard]] std::size_t texts() const { return n_; }
    [[nodiscard]] std::size_t size() const { return ids_.size(); }
    [[nodiscard]] std::uint32_t df(std::size_t term) const { return df_[term]; }

    /// ln(1 + (n+50)/(df+1)), for df = 1 times 50/(50+n).
    [[nodiscard]] double idf(std::uint32_t df) const;
    /// x of a feature; one that stands in fewer than two texts counts as df = 1. O(1) expected, as ids are hashes.
    [[nodiscard]] double weight(const StoryFeature& feature) const;

  private:
    std::size_t n_;
    std::vector<std::uint64_t> ids_;
    std::vector<std::uint32_t> df_;
    unsigned bucket_shift_ = 0;              // an id without its lower bits is its bucket
    std::vector<std::uint32_t> buckets_{0};  // where the ids of each bucket begin, and the end
    std::vector<float> idf_;                 // by df, as far as one occurs
};

/// Rows of (column, value), columns rising.
struct SparseRows {
    std::uint32_t width = 0;  // columns are below
    std::vector<std::size_t> offsets{0};
    std::vector<std::uint32_t> columns;
    std::vector<float> values;

    [[nodiscard]] std::size_t size() const { return offsets.size() - 1; }
    [[nodiscard]] std::span<const std::uint32_t> columns_of(std::size_t row) const {
        return std::span(columns).subspan(offsets[row], offsets[row + 1] - offsets[row]);
    }
    [[nodiscard]] std::span<const float> values_of(std::size_t row) const {
        return std::span(values).subspan(offsets[row], offsets[row + 1] - offsets[row]);
    }
};

/// Terms of at most so many texts are rare, and bring texts together (METHODS.md section 5, step 3).
constexpr std::uint32_t most_texts_of_rare = 100;

/// Texts as unit vectors over the features that stand in at least two of them, rare ones (of few texts) and common ones
/// apart. Weights are not negative. The columns of either number its features by their ids.
struct StoryVectors {
    StoryTerms terms;
    SparseRows rare;
    SparseRows common;

    [[nodiscard]] std::size_t size() const { return rare.size(); }
};

/// Vector k is that of row `rows[k]`; n and df count these rows (METHODS.md section 5, steps 1 and 2). `titles` may be
/// null. A text without terms has no entries; no rows give no vectors.
/// O(bytes + features log features); about 12 bytes a feature of a text at the peak, plus 8 for those of df ≥ 2, and 40
/// for the half a million (of more than 2^27: one in 256) that are numbered at a time.
[[nodiscard]] StoryVectors story_vectors(const TextSource& texts, const TextSource* titles,
                                         std::span<const std::uint32_t> rows, const Control& control = {});

}  // namespace twicetold
