#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/simd.hpp"
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

/// The bytes of a folded text at which a token begins, and those behind its last byte, an apostrophe that joins apart:
/// each k-th begin belongs to the k-th end. Both are read off the bits of 64 bytes at a time.
class TokenEdges {
  public:
    explicit TokenEdges(const FoldedText& folded)
        : tokens_(folded.token_bits().data()),
          starts_(folded.has_starts() ? folded.start_bits().data() : nullptr),
          words_(folded.bytes().size() / 64 + 1) {}

    /// Moves to the next token; false if there is none.
    [[nodiscard]] bool next() {
        while (begins_ == 0) {
            if (begin_word_ == words_) {
                return false;
            }
            begins_ = begins(begin_word_++);
        }
        while (ends_ == 0) {
            ends_ = ends(end_word_++);
        }
        begin_ = 64 * (begin_word_ - 1) + static_cast<std::size_t>(std::countr_zero(begins_));
        end_ = 64 * (end_word_ - 1) + static_cast<std::size_t>(std::countr_zero(ends_));
        begins_ &= begins_ - 1;
        ends_ &= ends_ - 1;
        return true;
    }

    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return end_; }

  private:
    /// Bit k: the byte before byte k of the word belongs to a token.
    [[nodiscard]] std::uint64_t behind(std::size_t word) const {
        return tokens_[word] << 1 | (word == 0 ? 0 : tokens_[word - 1] >> 63);
    }
    [[nodiscard]] std::uint64_t starts(std::size_t word) const { return starts_ == nullptr ? 0 : starts_[word]; }
    [[nodiscard]] std::uint64_t begins(std::size_t word) const {
        return tokens_[word] & (~behind(word) | starts(word));
    }
    [[nodiscard]] std::uint64_t ends(std::size_t word) const { return behind(word) & (~tokens_[word] | starts(word)); }

    const std::uint64_t* tokens_;
    const std::uint64_t* starts_;
    std::size_t words_;
    std::size_t begin_word_ = 0;  // the next to read
    std::size_t end_word_ = 0;
    std::uint64_t begins_ = 0;  // what is left of the last
    std::uint64_t ends_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

/// Calls visit(begin, end) with the folded bytes of each token, in order. O(bytes).
template <class Visit>
void for_each_token(const FoldedText& folded, Visit&& visit) {
    // The folded text ends with padding, so the byte behind the last token can be read.
    const char* bytes = folded.bytes().data();
    TokenEdges edges(folded);
    for (bool found = edges.next(); found;) {
        const std::size_t begin = edges.begin();
        std::size_t end = edges.end();
        found = edges.next();
        while (bytes[end] == '\'' || bytes[end] == '\xE2') {
            if (joining_apostrophe(folded, end) == 0) {
                break;
            }
            end = edges.end();
            found = edges.next();
        }
        visit(begin, end);
    }
}

/// A text's tokens with what they fold to and where they stand. Reused for many texts, it keeps its memory.
class TokenizedText {
  public:
    /// O(bytes). Ill-formed UTF-8 reads as U+FFFD, which is no token.
    void assign(std::string_view text);

    [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
    /// The folded text.
    [[nodiscard]] std::string_view bytes() const { return folded_.bytes(); }
    [[nodiscard]] std::string_view folded(const Token& token) const {
        return folded_.bytes().substr(token.folded.begin, token.folded.size());
    }

  private:
    FoldedText folded_;
    std::vector<Token> tokens_;
};

/// Writes the hash of every token of `text` (base/hash.hpp) to `hashes` from position `count` on and returns the count
/// with them. `hashes` grows as needed and is never cut, so that a caller who reuses it pays for its memory once;
/// `scratch` is reused from text to text too.
[[nodiscard]] std::size_t hash_tokens(std::string_view text, FoldedText& scratch, std::vector<std::uint64_t>& hashes,
                                      std::size_t count, Simd simd = best_simd());

}  // namespace twicetold
