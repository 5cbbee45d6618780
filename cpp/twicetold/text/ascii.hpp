#pragma once

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

/// Folds the ASCII bytes at the start of `text`, at most `ascii_block_size`, into `out`, which has room for a whole
/// block. A size below ascii_block_size means that the text ends there or goes on with a byte >= 0x80.
inline AsciiBlock fold_ascii_block(std::string_view text, char* out) {
#if defined(__SSE2__)
    if (text.size() >= ascii_block_size) {
        AsciiBlock block;
        std::uint64_t high = 0;
        for (std::size_t k = 0; k < ascii_block_size; k += 16) {
            const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + k));
            const auto between = [](__m128i x, char low, char high_) {
                return _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8(static_cast<char>(low - 1))),
                                     _mm_cmplt_epi8(x, _mm_set1_epi8(static_cast<char>(high_ + 1))));
            };
            const __m128i lower = _mm_or_si128(c, _mm_and_si128(between(c, 'A', 'Z'), _mm_set1_epi8(32)));
            const __m128i in_token = _mm_or_si128(between(lower, 'a', 'z'), between(c, '0', '9'));
            _mm_storeu_si128(reinterpret_cast<__m128i*>(out + k), lower);
            block.token_bits |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(in_token))} << k;
            high |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(c))} << k;
        }
        block.size = high == 0 ? ascii_block_size : static_cast<std::size_t>(std::countr_zero(high));
        if (high != 0) {
            block.token_bits &= (std::uint64_t{1} << block.size) - 1;
        }
        return block;
    }
#endif
    return fold_ascii_block_scalar(text, out);
}

}  // namespace twicetold
