#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/text/fold.hpp"

namespace twicetold {

/// A token is a maximal run of letters, marks and digits of the folded text; an apostrophe (' or U+2019) between two
/// of them joins, everything else separates, and so does a mark that stands on none. In scripts written without
/// spaces (Han, Kana, Thai, Lao, Khmer, Myanmar, Tibetan) each character, with the marks on it, is a token; so is each
/// emoji and regional indicator.
struct Token {
    Span folded;  // bytes of TokenizedText::folded
    Span source;  // bytes of the text
};

/// Bytes of an apostrophe that joins at `at`: one that stands behind an ordinary word and before a letter or digit of
/// one; else 0.
[[nodiscard]] std::size_t joining_apostrophe(const FoldedText& folded, std::size_t at);

/// Calls visit(begin, end) with the folded bytes of each token, in order. O(bytes).
template <class Visit>
void for_each_token(const FoldedText& folded, Visit&& visit) {
    const std::size_t size = folded.bytes().size();
    const std::uint64_t* tokens = folded.token_bits().data();
    const std::uint64_t* starts = folded.start_bits().data();
    const bool has_starts = folded.has_starts();
    // Bits behind `size` are 0 and one word more than needed can be read.
    const auto next_token = [&](std::size_t at) {
        std::uint64_t word = at < size ? tokens[at / 64] >> (at % 64) : 0;
        while (word == 0) {
            at = (at / 64 + 1) * 64;
            if (at >= size) {
                return size;
            }
            word = tokens[at / 64];
        }
        return at + static_cast<std::size_t>(std::countr_zero(word));
    };
    const auto token_end = [&](std::size_t at) {
        // `at` lies in a token; the first byte behind it that does not, or where another starts.
        for (;;) {
            std::uint64_t stop = ~tokens[at / 64];
            if (has_starts) {
                stop |= starts[at / 64];
            }
            stop >>= at % 64;
            if (stop != 0) {
                return at + static_cast<std::size_t>(std::countr_zero(stop));
            }
            at = (at / 64 + 1) * 64;
            if (at >= size) {
                return size;
            }
        }
    };
    for (std::size_t begin = next_token(0); begin < size;) {
        std::size_t end = token_end(begin + 1 < size ? begin + 1 : begin);
        if (begin + 1 >= size) {
            end = size;
        }
        while (end < size) {
            const std::size_t apostrophe = joining_apostrophe(folded, end);
            if (apostrophe == 0) {
                break;
            }
            end = end + apostrophe + 1 < size ? token_end(end + apostrophe + 1) : size;
        }
        visit(begin, end);
        begin = next_token(end);
    }
}

/// A text's tokens with what they fold to and where they stand. Reused for many texts, it keeps its memory.
class TokenizedText {
  public:
    /// O(bytes). Ill-formed UTF-8 reads as U+FFFD, which is no token.
    void assign(std::string_view text);

    [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
    [[nodiscard]] std::string_view folded(const Token& token) const {
        return folded_.bytes().substr(token.folded.begin, token.folded.size());
    }

  private:
    FoldedText folded_;
    std::vector<Token> tokens_;
};

/// Appends the hash of every token of `text` (base/hash.hpp) to `hashes`; `scratch` is reused from text to text.
void hash_tokens(std::string_view text, FoldedText& scratch, std::vector<std::uint64_t>& hashes);

}  // namespace twicetold
