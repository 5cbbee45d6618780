#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

/// A text in the form in which texts are compared: NFKC_Casefold (The Unicode Standard 15.0, section 3.13, R5, closed
/// under repetition), default ignorables removed. Beside every folded byte stands what a tokeniser needs to know.
///
/// An object is reused for many texts; it keeps its memory.
class FoldedText {
  public:
    enum class Source { unmapped, mapped };

    /// Folds `text`; ill-formed UTF-8 reads as U+FFFD. With `mapped`, `source` can be asked afterwards.
    /// O(bytes), but for long runs of combining marks, which are sorted.
    void assign(std::string_view text, Source source = Source::unmapped);

    /// The folded UTF-8. At least `padding` more bytes can be read behind its end.
    [[nodiscard]] std::string_view bytes() const { return {bytes_.data(), position_.size}; }
    static constexpr std::size_t padding = 64;

    /// The bytes of the assigned text from which the folded bytes [begin, end) come; begin < end.
    [[nodiscard]] Span source(std::size_t begin, std::size_t end) const {
        if (regions_.size() == 1 && regions_.front().one_to_one) {
            const std::size_t first = regions_.front().source;  // ignorables may stand before
            return {first + begin, first + end};
        }
        return source_in_regions(begin, end);
    }

    /// `source` for pieces asked for in rising order: no search while they lie in one region.
    class Sources {
      public:
        explicit Sources(const FoldedText& folded) : folded_(folded) {}

        [[nodiscard]] Span of(std::size_t begin, std::size_t end) {
            if (begin >= end_) {
                enter_region(begin);
            }
            if (end <= end_ && one_to_one_) {
                return {begin + shift_, std::min(end + shift_, source_end_)};
            }
            return folded_.source_in_regions(begin, end);
        }

      private:
        void enter_region(std::size_t begin);

        const FoldedText& folded_;
        std::size_t next_ = 0;  // region behind the one that these are of:
        std::size_t end_ = 0;   // of folded bytes
        std::size_t source_end_ = 0;
        std::size_t shift_ = 0;  // from folded to source, wrapping around
        bool one_to_one_ = false;
    };

    /// Bit k: byte k belongs to a token.
    [[nodiscard]] const std::vector<std::uint64_t>& token_bits() const { return token_bits_; }
    /// Bit k: a token starts at byte k even if byte k-1 belongs to one (emoji, scripts written without spaces, and
    /// whatever stands behind them). Meaningless unless `has_starts`.
    [[nodiscard]] const std::vector<std::uint64_t>& start_bits() const { return start_bits_; }
    [[nodiscard]] bool has_starts() const { return has_starts_; }

    /// Makes `size` < 64 bytes from `begin` on part of the tokens beside them.
    void join_tokens(std::size_t begin, std::size_t size) {
        const std::uint64_t ones = (std::uint64_t{1} << size) - 1;
        token_bits_[begin / 64] |= ones << (begin % 64);
        if (begin % 64 + size > 64) {
            token_bits_[begin / 64 + 1] |= ones >> (64 - begin % 64);
        }
    }

  private:
    /// From folded byte `folded` on, bytes come one to one from `source` on, or (`one_to_one` false) all together
    /// from [source, source of the next region).
    struct Region {
        std::size_t folded;
        std::size_t source;
        bool one_to_one;
    };

    /// Where folding stands.
    struct Position {
        std::size_t size = 0;             // folded bytes
        std::size_t cluster_source = 0;   // where the last code point stands that what follows may compose with,
        std::size_t cluster_folded = 0;   // and what it folded to
        std::uint32_t last_class = 0;     // canonical combining class of the last folded code point
        bool must_start = false;          // no token runs on: the last folded code point is a token alone
        bool cluster_must_start = false;  // what `must_start` was before the cluster

        void start_cluster(std::size_t source) {
            cluster_source = source;
            cluster_folded = size;
            cluster_must_start = must_start;
        }
    };

    /// Where folded bytes go.
    struct Sink {
        char* bytes;
        std::uint64_t* token_bits;
        std::size_t room;  // bytes; at least `padding` more can be written
    };

    [[nodiscard]] Span source_in_regions(std::size_t begin, std::size_t end) const;
    void reserve(std::size_t size);
    Sink make_room(std::size_t more);
    std::size_t fold_ascii(std::string_view text, std::size_t at);
    template <bool mapped>
    std::size_t fold_code_points(std::string_view text, std::size_t at);
    std::size_t fold_specially(std::string_view text, std::size_t at, Decoded decoded, const unicode::Record& record);
    std::size_t fold_cluster_slowly(std::string_view text);
    void take_back_cluster();
    void put_sequence(std::uint32_t sequence, std::size_t source);
    void put(const Sink& sink, char32_t folded);
    void set_bits(const Sink& sink, Position& position, std::size_t size, std::uint32_t flags);
    void mark_region(std::size_t folded, std::size_t source, bool one_to_one);

    std::string bytes_;
    Position position_;
    std::vector<std::uint64_t> token_bits_;
    std::vector<std::uint64_t> start_bits_;
    std::vector<Region> regions_;
    std::size_t source_size_ = 0;
    bool mapped_ = false;
    bool has_starts_ = false;
    std::vector<char32_t> cluster_;
};

/// The folded text alone.
[[nodiscard]] std::string fold(std::string_view text);

}  // namespace twicetold
