#include "twicetold/text/tokens.hpp"

#include <algorithm>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/base/hash.hpp"
#include "twicetold/text/token_runs.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

constexpr std::string_view curly_apostrophe = "\xE2\x80\x99";
constexpr std::size_t piece_size = std::size_t{1} << 16;

bool test_bit(const std::vector<std::uint64_t>& bits, std::size_t at) {
    return (bits[at / 64] >> (at % 64) & 1) != 0;
}

/// Whether the token that ends before byte `end` is a character that stands alone, maybe with marks on it.
bool stands_alone(std::string_view bytes, std::size_t end) {
    for (std::size_t begin = end; begin > 0;) {
        do {
            --begin;
        } while (begin > 0 && (static_cast<unsigned char>(bytes[begin]) & 0xC0) == 0x80);
        const char32_t code_point = decode_utf8(bytes, begin).code_point;
        if (!unicode::is(code_point, unicode::mark)) {
            return unicode::is(code_point, unicode::spaceless | unicode::emoji);
        }
    }
    return false;
}

/// Where a piece of `text` that starts at `begin` may end: after a blank, which separates whatever surrounds it, so
/// that folding piece by piece keeps the buffers in the cache and changes nothing.
std::size_t piece_end(std::string_view text, std::size_t begin) {
    if (text.size() - begin <= piece_size) {
        return text.size();
    }
    const auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    const auto blank =
        std::find_if(text.begin() + static_cast<std::ptrdiff_t>(begin + piece_size), text.end(), is_blank);
    return blank == text.end() ? text.size() : static_cast<std::size_t>(blank - text.begin()) + 1;
}

/// Makes every apostrophe that joins part of its token, so that a token is a run of bits. `first` is its first byte.
void join_apostrophes(FoldedText& folded, char first) {
    const std::string_view bytes = folded.bytes();
    for (std::size_t at = bytes.find(first); at != std::string_view::npos; at = bytes.find(first, at + 1)) {
        if (at > 0 && test_bit(folded.token_bits(), at - 1)) {
            folded.join_tokens(at, joining_apostrophe(folded, at));
        }
    }
}

/// Writes the hashes of all tokens to `out`; returns the end of them.
TWICETOLD_PORTABLE std::uint64_t* hash_runs(const FoldedText& folded, std::uint64_t* out) {
    const char* bytes = folded.bytes().data();
    for (TokenRuns runs(folded); runs.next();) {
        const auto begins = runs.begins();
        const auto ends = runs.ends();
        for (std::size_t k = 0; k < begins.size(); ++k) {
            *out++ = hash_token(bytes + begins[k], ends[k] - begins[k]);
        }
    }
    return out;
}

#if defined(TWICETOLD_AVX2)
TWICETOLD_AVX2 std::uint64_t* hash_runs_avx2(const FoldedText& folded, std::uint64_t* out) {
    return hash_runs(folded, out);
}
#endif

}  // namespace

std::size_t joining_apostrophe(const FoldedText& folded, std::size_t at) {
    const std::string_view bytes = folded.bytes();
    if (at >= bytes.size()) {
        return 0;
    }
    const std::size_t size = bytes[at] == '\'' ? 1 : bytes.substr(at, 3) == curly_apostrophe ? 3 : 0;
    const std::size_t next = at + size;
    if (size == 0 || next >= bytes.size() || !test_bit(folded.token_bits(), next) ||
        (folded.has_starts() && test_bit(folded.start_bits(), next)) || stands_alone(bytes, at)) {
        return 0;
    }
    return size;
}

void TokenizedText::assign(std::string_view text) {
    folded_.assign(text, FoldedText::Source::mapped);
    tokens_.clear();
    FoldedText::Sources sources(folded_);
    Pace pace;
    for_each_token(folded_, [&](std::size_t begin, std::size_t end) {
        pace.at(begin);
        Token& token = tokens_.emplace_back();  // GCC copies a whole one through the stack, and waits for its parts
        token.folded = {begin, end};
        token.source = sources.of(begin, end);
    });
}

std::size_t hash_tokens(std::string_view text, FoldedText& scratch, std::vector<std::uint64_t>& hashes,
                        std::size_t count, [[maybe_unused]] Simd simd) {
    for (std::size_t begin = 0; begin < text.size();) {
        checkpoint();
        const std::size_t end = piece_end(text, begin);
        scratch.assign(text.substr(begin, end - begin));
        join_apostrophes(scratch, '\'');
        join_apostrophes(scratch, curly_apostrophe.front());
        // A token is at least a letter with what separates it from the next, or a character of two bytes.
        if (const std::size_t most = count + scratch.bytes().size() / 2 + 1; hashes.size() < most) {
            hashes.resize(std::max(most, 2 * hashes.size()));
        }
        std::uint64_t* const first = hashes.data() + count;
#if defined(TWICETOLD_AVX2)
        std::uint64_t* const last = simd == Simd::avx2 ? hash_runs_avx2(scratch, first) : hash_runs(scratch, first);
#else
        std::uint64_t* const last = hash_runs(scratch, first);
#endif
        count += static_cast<std::size_t>(last - first);
        begin = end;
    }
    return count;
}

}  // namespace twicetold
