#include "twicetold/stories/story_weights.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "twicetold/base/hash.hpp"
#include "twicetold/base/radix_sort.hpp"

namespace twicetold {

namespace {

constexpr double pseudo_texts = 50;
constexpr double pair_factor = 2;
constexpr std::uint64_t in_one_text = std::numeric_limits<std::uint64_t>::max();

// Step 1: w_j. Logarithms and exponentials are rounded to float at once (METHODS.md section 3, "Bits").
[[nodiscard]] double sentence_weight(std::size_t j) {
    return 1 + 4 * static_cast<double>(static_cast<float>(std::exp(-static_cast<double>(j) / 3)));
}

/// The features of the texts of one chunk.
struct FeatureChunk {
    std::vector<std::size_t> offsets{0};
    std::vector<std::uint64_t> ids;  // of each text rising; then positions in StoryTerms, or in_one_text
    std::vector<float> frequencies;

    void add(std::span<const StoryFeature> features) {
        for (const StoryFeature& feature : features) {
            ids.push_back(feature.id);
            frequencies.push_back(feature.frequency);
        }
        offsets.push_back(ids.size());
    }
    void shrink() {
        ids.shrink_to_fit();
        frequencies.shrink_to_fit();
    }
};

struct Worker {
    std::string title;
    std::string text;
    TitledTerms terms;
    TermScratch scratch;
    FeatureReader reader;
    std::vector<StoryFeature> features;
};

[[nodiscard]] std::vector<FeatureChunk> read_features(const TextSource& texts, const TextSource* titles,
                                                      std::span<const std::uint32_t> rows, const Control& control) {
    const auto chunks = chunks_by_cost(rows.size(), [&](std::size_t k) { return texts.cost(rows[k]); });
    std::vector<FeatureChunk> parts(chunks.size());
    std::vector<Worker> workers(control.threads);
    parallel_chunks(control, "terms", chunks, [&](Chunk chunk, std::size_t worker) {
        auto& [title, text, terms, scratch, reader, features] = workers[worker];
        const auto here = std::lower_bound(chunks.begin(), chunks.end(), chunk.begin,
                                           [](const Chunk& c, std::size_t begin) { return c.begin < begin; });
        FeatureChunk& part = parts[static_cast<std::size_t>(here - chunks.begin())];
        for (std::size_t k = chunk.begin; k < chunk.end; ++k) {
            terms.assign(titles == nullptr ? "" : titles->text(rows[k], title), texts.text(rows[k], text), scratch);
            reader.read(terms, features);
            part.add(features);
        }
        part.shrink();
    });
    return parts;
}

/// Numbers the ids that stand in at least two texts by their order. The range of ids is cut into slices that are
/// sorted one after the other, so that sorting needs little memory: a text's ids rise, each slice is a run of them.
class TermNumbering {
  public:
    explicit TermNumbering(std::vector<FeatureChunk>& chunks) : chunks_(chunks) {
        std::size_t features = 0;
        for (const FeatureChunk& chunk : chunks) {
            features += chunk.ids.size();
            begins_.emplace_back(chunk.offsets.begin(), chunk.offsets.end() - 1);
        }
        slice_bits_ = std::min(most_slice_bits, static_cast<unsigned>(std::bit_width(features / features_a_slice)));
    }

    [[nodiscard]] StoryTerms run(std::size_t n) {
        for (std::uint64_t slice = 0; slice < std::uint64_t{1} << slice_bits_; ++slice) {
            gather(slice);
            sort_by_key(keyed_, scratch_);
            number();
            write_back();
        }
        ids_.shrink_to_fit();
        df_.shrink_to_fit();
        return StoryTerms(n, std::move(ids_), std::move(df_));
    }

  private:
    static constexpr unsigned most_slice_bits = 8;
    static constexpr std::size_t features_a_slice = std::size_t{1} << 19;

    /// Collects the ids of a slice, text by text.
    void gather(std::uint64_t slice) {
        keyed_.clear();
        counts_.clear();
        for (std::size_t c = 0; c < chunks_.size(); ++c) {
            const auto& [offsets, ids, frequencies] = chunks_[c];
            for (std::size_t k = 0; k + 1 < offsets.size(); ++k) {
                std::size_t at = begins_[c][k];
                for (; at < offsets[k + 1] && ids[at] >> 1 >> (63 - slice_bits_) == slice; ++at) {
                    keyed_.push_back({ids[at], static_cast<std::uint32_t>(keyed_.size())});
                }
                counts_.push_back(static_cast<std::uint32_t>(at - begins_[c][k]));
            }
        }
    }

    void number() {
        numbers_.resize(keyed_.size());
        for (auto begin = keyed_.begin(); begin != keyed_.end();) {
            const auto end = std::find_if(begin, keyed_.end(), [&](const Keyed& k) { return k.key != begin->key; });
            std::uint64_t number = in_one_text;
            if (end - begin > 1) {
                number = ids_.size();
                ids_.push_back(begin->key);
                df_.push_back(static_cast<std::uint32_t>(end - begin));
            }
            for (; begin != end; ++begin) {
                numbers_[begin->item] = number;
            }
        }
    }

    /// Puts the numbers where the ids were. Writing them at once, in the order of ids, would jump through all texts.
    void write_back() {
        auto number = numbers_.begin();
        auto count = counts_.begin();
        for (std::size_t c = 0; c < chunks_.size(); ++c) {
            for (std::size_t& begin : begins_[c]) {
                std::copy_n(number, *count, chunks_[c].ids.begin() + static_cast<std::ptrdiff_t>(begin));
                number += *count;
                begin += *count++;
            }
        }
    }

    std::vector<FeatureChunk>& chunks_;
    std::vector<std::vector<std::size_t>> begins_;  // of each text the first feature that has no number yet
    unsigned slice_bits_ = 0;
    std::vector<Keyed> keyed_;  // the ids of a slice
    std::vector<Keyed> scratch_;
    std::vector<std::uint64_t> numbers_;  // of the same, in the order of the texts
    std::vector<std::uint32_t> counts_;   // of the same in each text
    std::vector<std::uint64_t> ids_;
    std::vector<std::uint32_t> df_;
};

/// Makes the vectors, text by text.
class VectorBuilder {
  public:
    explicit VectorBuilder(StoryTerms terms) : column_(terms.size()) {
        std::array<std::size_t, 2> entries{};
        for (std::size_t term = 0; term < terms.size(); ++term) {
            SparseRows& rows = rows_of(terms.df(term));
            column_[term] = rows.width++;
            entries[&rows == &vectors_.rare ? 0 : 1] += terms.df(term);
        }
        reserve(vectors_.rare, entries[0]);
        reserve(vectors_.common, entries[1]);
        vectors_.terms = std::move(terms);
    }

    /// Step 2 for one text: normalised with the features of df = 1, which are then dropped.
    void append(std::span<const std::uint64_t> terms, std::span<const float> frequencies) {
        const auto df = [&](std::size_t k) {
            return terms[k] == in_one_text ? 1 : vectors_.terms.df(static_cast<std::size_t>(terms[k]));
        };
        const auto x = [&](std::size_t k) { return static_cast<double>(frequencies[k]) * vectors_.terms.idf(df(k)); };
        double squares = 0;
        for (std::size_t k = 0; k < terms.size(); ++k) {
            squares += x(k) * x(k);
        }
        const double norm = std::sqrt(squares);
        for (std::size_t k = 0; k < terms.size(); ++k) {
            if (terms[k] != in_one_text) {
                SparseRows& rows = rows_of(df(k));
                rows.columns.push_back(column_[static_cast<std::size_t>(terms[k])]);
                rows.values.push_back(static_cast<float>(x(k) / norm));
            }
        }
        vectors_.rare.offsets.push_back(vectors_.rare.columns.size());
        vectors_.common.offsets.push_back(vectors_.common.columns.size());
    }

    [[nodiscard]] StoryVectors take() { return std::move(vectors_); }

  private:
    [[nodiscard]] SparseRows& rows_of(std::uint32_t df) {
        return df <= most_texts_of_rare ? vectors_.rare : vectors_.common;
    }
    static void reserve(SparseRows& rows, std::size_t entries) {
        rows.columns.reserve(entries);
        rows.values.reserve(entries);
    }

    StoryVectors vectors_;
    std::vector<std::uint32_t> column_;  // of each term among the rare or the common ones
};

}  // namespace

std::uint64_t term_pair_id(std::uint64_t first, std::uint64_t second) {
    return avalanche(avalanche(first) + second);
}

void TitledTerms::assign(std::string_view own_title, std::string_view own_text, TermScratch& scratch) {
    text_terms(own_text, text, scratch);
    const Sentence whole{{0, own_title.size()}, SentenceKind::headline};
    text_terms(own_title, std::span(&whole, own_title.empty() ? 0 : 1), title, scratch, text.language);
}

void FeatureReader::add_sentence(std::span<const TermOccurrence> terms, std::size_t j) {
    const double weight = sentence_weight(j);
    std::uint64_t before = 0;
    for (const TermOccurrence& term : terms) {
        occurrences_.push_back({term.id, weight});
        if (term.adjacent) {
            occurrences_.push_back({term_pair_id(before, term.id), pair_factor * weight});
        }
        before = term.id;
    }
}

void FeatureReader::read(const TitledTerms& terms, std::vector<StoryFeature>& features) {
    occurrences_.clear();
    features.clear();
    // Step 1: the title is sentence 0; without one the first sentence is.
    add_sentence(terms.title.terms, 0);
    const std::size_t first = terms.title.terms.empty() ? 0 : 1;
    for (std::size_t j = 0; j < terms.text.sentences.size(); ++j) {
        add_sentence(terms.text.terms_of(j), first + j);
    }
    std::sort(occurrences_.begin(), occurrences_.end(), [](const Occurrence& a, const Occurrence& b) {
        return std::pair(a.id, a.weight) < std::pair(b.id, b.weight);  // the weights too: sums have one order
    });
    for (auto begin = occurrences_.begin(); begin != occurrences_.end();) {
        const std::uint64_t id = begin->id;
        double f = 0;  // f_k = Σ w_j for a term, 2·Σ w_j for a pair
        for (; begin != occurrences_.end() && begin->id == id; ++begin) {
            f += begin->weight;
        }
        features.push_back({id, static_cast<float>(std::log2(1 + f))});
    }
}

StoryTerms::StoryTerms(std::size_t n, std::vector<std::uint64_t> ids, std::vector<std::uint32_t> df)
    : n_(n), ids_(std::move(ids)), df_(std::move(df)) {
    // About four ids a bucket: a search among all ids would wait for the memory at each of its steps.
    const unsigned bucket_bits = static_cast<unsigned>(std::bit_width(ids_.size() >> 2));
    bucket_shift_ = 63 - bucket_bits;
    buckets_.assign((std::size_t{1} << bucket_bits) + 1, 0);
    for (const std::uint64_t id : ids_) {
        ++buckets_[static_cast<std::size_t>(id >> 1 >> bucket_shift_) + 1];
    }
    std::partial_sum(buckets_.begin(), buckets_.end(), buckets_.begin());
    const std::uint32_t most = df_.empty() ? 1 : std::max(1u, *std::max_element(df_.begin(), df_.end()));
    idf_.resize(std::size_t{most} + 1);
    for (std::size_t k = 0; k < idf_.size(); ++k) {
        // Step 2: pseudo-counts cure what few texts would exaggerate.
        idf_[k] =
            static_cast<float>(std::log(1 + (static_cast<double>(n) + pseudo_texts) / (static_cast<double>(k) + 1)));
    }
}

double StoryTerms::idf(std::uint32_t df) const {
    const auto value = static_cast<double>(idf_[df]);
    return df == 1 ? value * (pseudo_texts / (pseudo_texts + static_cast<double>(n_))) : value;
}

double StoryTerms::weight(const StoryFeature& feature) const {
    const std::size_t bucket = static_cast<std::size_t>(feature.id >> 1 >> bucket_shift_);
    const auto begin = ids_.begin() + buckets_[bucket];
    const auto end = ids_.begin() + buckets_[bucket + 1];
    const auto found = std::lower_bound(begin, end, feature.id);
    const bool known = found != end && *found == feature.id;
    return static_cast<double>(feature.frequency) *
           idf(known ? df_[static_cast<std::size_t>(found - ids_.begin())] : 1);
}

StoryVectors story_vectors(const TextSource& texts, const TextSource* titles, std::span<const std::uint32_t> rows,
                           const Control& control) {
    std::vector<FeatureChunk> chunks = read_features(texts, titles, rows, control);
    VectorBuilder builder(TermNumbering(chunks).run(rows.size()));
    for (FeatureChunk& chunk : chunks) {
        for (std::size_t k = 0; k + 1 < chunk.offsets.size(); ++k) {
            const std::size_t begin = chunk.offsets[k];
            const std::size_t count = chunk.offsets[k + 1] - begin;
            builder.append(std::span(chunk.ids).subspan(begin, count),
                           std::span(chunk.frequencies).subspan(begin, count));
        }
        chunk = {};
    }
    return builder.take();
}

}  // namespace twicetold
