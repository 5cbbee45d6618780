#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace twicetold {

/// What one block of ASCII folded to.
struct AsciiBlock {
    std::size_t size = 0;          // bytes written: the ASCII bytes at the start of the block
    std::uint64_t token_bits = 0;  // bit k: byte k is a letter or digit
};

constexpr std::size_t ascii_block_size = 64;

/// The slow twin of fold_ascii_block, and what runs where there is no SIMD.
inline AsciiBlock fold_ascii_block_scalar(std::string_view text, char* out) {
    AsciiBlock block;
    const std::size_t most = text.size() < ascii_block_size ? text.size() : ascii_block_size;
    for (; block.size < most; ++block.size) {
        const auto c = static_cast<unsigned char>(text[block.size]);
        if (c >= 0x80) {
            break;
        }
        const auto lower = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        const bool in_token = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
        out[block.size] = static_cast<char>(lower);
        block.token_bits |= std::uint64_t{in_token} << block.size;
    }
    return block;
}

#if defined(__SSE2__)
/// Bits of some bytes.
struct AsciiBits {
    std::uint64_t token = 0;
    std::uint64_t high = 0;  // not ASCII; what else is said of such a byte means nothing
};

/// fold_ascii_block_scalar for 16 bytes, the first of which stands at bit `at`.
inline void fold_sixteen(const char* in, char* out, unsigned at, AsciiBits& bits) {
    // One comparison of signed bytes tells a range if its end is shifted to the largest of them.
    const auto within = [](__m128i x, char first, char last) {
        const __m128i shifted = _mm_add_epi8(x, _mm_set1_epi8(static_cast<char>(127 - last)));
        return _mm_cmpgt_epi8(shifted, _mm_set1_epi8(static_cast<char>(127 - last + first - 1)));
    };
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in));
    const __m128i small = _mm_set1_epi8(32);
    const __m128i letter = within(_mm_or_si128(bytes, small), 'a', 'z');
    const __m128i in_token = _mm_or_si128(letter, within(bytes, '0', '9'));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm_or_si128(bytes, _mm_and_si128(letter, small)));
    bits.token |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(in_token))) << at;
    bits.high |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(bytes))) << at;
}
#endif

/// Folds the ASCII bytes at the start of `text`, at most `ascii_block_size`, into `out`, which has room for a whole
/// block. A size below ascii_block_size means that the text ends there or goes on with a byte >= 0x80.
inline AsciiBlock fold_ascii_block(std::string_view text, char* out) {
    std::size_t size = 0;
    std::uint64_t token_bits = 0;
#if defined(__SSE2__)
    AsciiBits bits;
    // Where not the first sixteen are all ASCII, runs of it are short; else a whole block likely is.
    const std::size_t whole = text.size() >= ascii_block_size ? ascii_block_size : text.size() / 16 * 16;
    if (whole > 0) {
        fold_sixteen(text.data(), out, 0, bits);
        size = 16;
    }
    if (whole == ascii_block_size && bits.high == 0) {
        for (; size < ascii_block_size; size += 16) {
            fold_sixteen(text.data() + size, out + size, static_cast<unsigned>(size), bits);
        }
    }
    for (; size < whole && bits.high == 0; size += 16) {
        fold_sixteen(text.data() + size, out + size, static_cast<unsigned>(size), bits);
    }
    if (bits.high != 0) {
        const int ascii = std::countr_zero(bits.high);
        return {static_cast<std::size_t>(ascii), bits.token & ((std::uint64_t{1} << ascii) - 1)};
    }
    if (size == ascii_block_size) {
        return {size, bits.token};
    }
    token_bits = bits.token;
#endif
    const AsciiBlock rest = fold_ascii_block_scalar(text.substr(size, ascii_block_size - size), out + size);
    return {size + rest.size, token_bits | rest.token_bits << size};
}

/// A letter or digit of ASCII in small letters, with the high bit set; any other sign as it is.
constexpr std::array<unsigned char, 128> make_ascii_folds() {
    std::array<unsigned char, 128> folds{};
    for (unsigned c = 0; c < 128; ++c) {
        const unsigned lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
        const bool in_token = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
        folds[c] = static_cast<unsigned char>(lower | (in_token ? 0x80u : 0u));
    }
    return folds;
}

inline constexpr std::array<unsigned char, 128> ascii_folds = make_ascii_folds();

}  // namespace twicetold
