#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/embedded_file.hpp"

namespace twicetold {

/// Sets of stop lists, as bits: bit k is the k-th list.
using StopLists = std::uint64_t;

/// Words that stand in many sentences of a language whatever these are about, by language.
class Stopwords {
  public:
    /// Reads lists: lines that start with # are comments, the others hold words separated by blanks. A word is folded
    /// and counts if it is one token. At most 64 files. O(bytes).
    explicit Stopwords(std::span<const EmbeddedFile> files);

    /// The lists of summary/stopwords, read once.
    [[nodiscard]] static const Stopwords& embedded();

    /// The code of list `k`.
    [[nodiscard]] std::string_view language(std::size_t k) const { return files_[k].name; }
    [[nodiscard]] std::size_t size() const { return files_.size(); }

    /// Which set of lists holds the token of this hash (base/hash.hpp: hash_token; U+2019 read as an apostrophe); 0: no
    /// list does. O(1).
    [[nodiscard]] std::uint32_t set_with(std::uint64_t token) const {
        // Most words are no stop words: 8 kB tell that of all but few, in place of 256 kB.
        if ((filter_[token >> 48 >> 6] >> (token >> 48 & 63) & 1) == 0) {
            return 0;
        }
        for (std::size_t at = token & mask_;; at = (at + 1) & mask_) {
            if (slots_[at].token == token || slots_[at].set == 0) {
                return slots_[at].set;
            }
        }
    }

    /// The sets that hold a token, the empty one first: a few hundred, so that tokens are counted by set.
    [[nodiscard]] const std::vector<StopLists>& sets() const { return sets_; }

    /// The list of `language`. Throws std::invalid_argument if there is none.
    [[nodiscard]] std::size_t find(std::string_view language) const;

  private:
    struct Slot {
        std::uint64_t token = 0;
        std::uint32_t set = 0;  // 0: free
    };

    void add(std::uint64_t token, std::uint32_t set);

    std::span<const EmbeddedFile> files_;
    std::array<std::uint64_t, 1024> filter_{};  // bit k: a listed token has the top 16 bits k
    std::size_t mask_ = 0;
    std::vector<Slot> slots_;  // open addressing
    std::vector<StopLists> sets_;
};

/// Which lists apply to a text, and the one that covers most of it.
struct StopChoice {
    StopLists lists = 0;
    std::size_t best = 0;  // meaningful if `lists` is not 0
};

/// Counts how much of a text each list covers.
class StopCoverage {
  public:
    /// So many tokens that stand in these lists.
    void add(StopLists lists, std::size_t times = 1) {
        tokens_ += times;
        for (; lists != 0; lists &= lists - 1) {
            covered_[static_cast<std::size_t>(std::countr_zero(lists))] += times;
        }
    }
    /// See choose_stop_lists.
    [[nodiscard]] StopChoice choose() const;

  private:
    std::array<std::size_t, 64> covered_{};
    std::size_t tokens_ = 0;
};

/// Chooses for a text whose tokens stand in the lists `lists_of_tokens`, one entry a token: a list applies when it
/// covers at least 10 % of the tokens and at least half as many as the list that covers most (METHODS.md section 3,
/// step 2), so that German "war" and "die" never strike English. Of equals the first list is the best. O(tokens).
[[nodiscard]] StopChoice choose_stop_lists(std::span<const StopLists> lists_of_tokens);

}  // namespace twicetold
