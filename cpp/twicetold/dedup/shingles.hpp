#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/text/fold.hpp"

namespace twicetold {

/// What the similarity of texts is counted in: n consecutive tokens (`word:n`), or n consecutive code points of the
/// tokens joined by one space, with no space between characters of scripts written without spaces (`char:n`).
struct ShingleSpec {
    enum class Unit : std::uint8_t { word, character };

    Unit unit = Unit::word;
    std::size_t length = 5;

    /// Reads "word:5". Throws std::invalid_argument unless it is word:n or char:n with n in 1..64.
    [[nodiscard]] static ShingleSpec parse(std::string_view text);
};

/// Turns texts into shingles. Keeps its scratch memory from text to text; one for each thread.
class Shingler {
  public:
    explicit Shingler(ShingleSpec spec);

    /// The 64-bit hash of every shingle of `text`, in order, repeats included; valid until the next call. A text of
    /// 1..n-1 units has one shingle, all of them; a text without tokens has none. O(bytes).
    ///
    /// A shingle's hash is the polynomial of its units' hashes over 2^64, rolled from one to the next (Karp and Rabin
    /// 1987), and mixed once, so that the low bits are as good as the high ones.
    [[nodiscard]] std::span<const std::uint64_t> operator()(std::string_view text);

  private:
    /// Writes to `hashes_` from position `count` on; returns the count with them.
    std::size_t hash_characters(std::string_view text, std::size_t count);

    ShingleSpec spec_;
    std::uint64_t leaving_factor_;  // the base to the power of n
    FoldedText folded_;
    std::vector<std::uint64_t> hashes_;  // of units, then of shingles; only ever grows
};

}  // namespace twicetold
