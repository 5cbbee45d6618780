#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

/// A sequence of symbols with which others are compared: how long the longest common subsequence is, and where it lies.
///
/// Bit-parallel: 64 places at a step (Crochemore, Iliopoulos, Pinzon and Reid, IPL 80 (2001); Hyyrö, AWOCA 2004), and
/// only where the symbol occurs. An object is reused for many sequences; it keeps its memory.
class CommonSubsequence {
  public:
    /// `sequence` must outlive the use; its symbols and those of the others are below `symbols`.
    /// O(sequence), the first time O(symbols).
    void assign(std::span<const std::uint32_t> sequence, std::size_t symbols);

    /// The length of the longest common subsequence. At most O(other · sequence / 64) time, O(sequence / 64) memory.
    [[nodiscard]] std::size_t length(std::span<const std::uint32_t> other);

    /// Sets bit k of `marks`, which has `marks_size()` words, for each place k of the sequence that belongs to the
    /// longest common subsequence. Of several it is the one that is read back from the end of the usual table: equal
    /// symbols are taken where they are met, else the step is back in the sequence, unless only a step back in `other`
    /// keeps the length. Time as for `length`, twice; memory O(sequence · √other / 64) beyond 1 MB.
    void mark(std::span<const std::uint32_t> other, std::span<std::uint64_t> marks);

    [[nodiscard]] std::size_t marks_size() const { return blocks_; }

  private:
    /// Where a symbol stands in a block of 64 places.
    struct Places {
        std::size_t block;
        std::uint64_t bits;
    };
    /// The Places of one symbol, blocks rising.
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    /// Row j of the table: bit k is 0 if, with j symbols of the other sequence, the first k + 1 places have a longer
    /// common subsequence than the first k.
    using Row = std::span<std::uint64_t>;

    [[nodiscard]] std::span<const Places> places(std::uint32_t symbol) const;
    void advance(Row row, std::uint32_t symbol) const;
    [[nodiscard]] std::size_t last_match(std::uint32_t symbol, std::size_t end) const;

    std::span<const std::uint32_t> sequence_;
    std::size_t blocks_ = 0;
    std::vector<Range> ranges_;  // by symbol
    std::vector<Places> places_;
    std::vector<std::uint32_t> present_;  // the symbols that occur, to be forgotten by the next `assign`
    std::vector<std::uint64_t> rows_;
    std::vector<std::uint64_t> starts_;
};

}  // namespace twicetold
