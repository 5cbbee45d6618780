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
/// fold_ascii_block_scalar for 16 bytes; returns a bit for each byte that is not ASCII.
inline std::uint32_t fold_sixteen(const char* in, char* out, std::uint32_t& token_bits) {
    const auto between = [](__m128i x, char low, char high) {
        return _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8(static_cast<char>(low - 1))),
                             _mm_cmplt_epi8(x, _mm_set1_epi8(static_cast<char>(high + 1))));
    };
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in));
    const __m128i lower = _mm_or_si128(bytes, _mm_and_si128(between(bytes, 'A', 'Z'), _mm_set1_epi8(32)));
    const __m128i in_token = _mm_or_si128(between(lower, 'a', 'z'), between(bytes, '0', '9'));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), lower);
    token_bits = static_cast<std::uint32_t>(_mm_movemask_epi8(in_token));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
}
#endif

/// Folds the ASCII bytes at the start of `text`, at most `ascii_block_size`, into `out`, which has room for a whole
/// block. A size below ascii_block_size means that the text ends there or goes on with a byte >= 0x80.
inline AsciiBlock fold_ascii_block(std::string_view text, char* out) {
    AsciiBlock block;
#if defined(__SSE2__)
    while (block.size + 16 <= text.size()) {
        std::uint32_t bits = 0;
        const std::uint32_t high = fold_sixteen(text.data() + block.size, out + block.size, bits);
        if (high != 0) {
            const int ascii = std::countr_zero(high);
            block.token_bits |= std::uint64_t{bits & ((1u << ascii) - 1)} << block.size;
            block.size += static_cast<std::size_t>(ascii);
            return block;
        }
        block.token_bits |= std::uint64_t{bits} << block.size;
        block.size += 16;
        if (block.size == ascii_block_size) {
            return block;
        }
    }
#endif
    const AsciiBlock rest =
        fold_ascii_block_scalar(text.substr(block.size, ascii_block_size - block.size), out + block.size);
    return {block.size + rest.size, block.token_bits | rest.token_bits << block.size};
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
