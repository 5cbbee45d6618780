#include "twicetold/dedup/shingles.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>

#include "twicetold/base/hash.hpp"
#include "twicetold/text/tokens.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

constexpr std::uint64_t polynomial_base = 0x9ddfea08eb382d69u;  // odd: invertible modulo 2^64
constexpr std::size_t longest_shingle = 64;

std::uint64_t power(std::uint64_t base, std::size_t exponent) {
    std::uint64_t result = 1;
    while (exponent-- > 0) {
        result *= base;
    }
    return result;
}

constexpr std::size_t before = 1;  // where the first shingle goes, ahead of the units; there for texts without any too

std::uint64_t hash_character(char32_t code_point) {
    return avalanche(code_point + 0x9e3779b97f4a7c15u);
}

/// Writes the shingles of `units` over them, from the place before the first on, which must be there; returns how many.
/// `leaving_factor` is polynomial_base to the power of `length`.
std::size_t roll(std::span<std::uint64_t> units, std::size_t length, std::uint64_t leaving_factor) {
    if (units.empty()) {
        return 0;
    }
    std::uint64_t* out = units.data() - 1;
    std::uint64_t hash = 0;
    const std::size_t first = std::min(units.size(), length);
    for (std::size_t i = 0; i < first; ++i) {
        hash = hash * polynomial_base + units[i];
    }
    *out++ = avalanche(hash);
    for (std::size_t i = length; i < units.size(); ++i) {
        hash = hash * polynomial_base + units[i] - units[i - length] * leaving_factor;
        *out++ = avalanche(hash);
    }
    return units.size() - first + 1;
}

}  // namespace

ShingleSpec ShingleSpec::parse(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view unit = text.substr(0, colon);
    std::size_t length = 0;
    if (colon != std::string_view::npos) {
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, length);
        length = error == std::errc() && stop == end ? length : 0;
    }
    if ((unit != "word" && unit != "char") || length < 1 || length > longest_shingle) {
        throw std::invalid_argument("shingle must be 'word:n' or 'char:n' with n in 1..64, got '" + std::string(text) +
                                    "'");
    }
    return {unit == "word" ? Unit::word : Unit::character, length};
}

Shingler::Shingler(ShingleSpec spec)
    : spec_(spec), leaving_factor_(power(polynomial_base, spec.length)), hashes_(before) {}

std::span<const std::uint64_t> Shingler::operator()(std::string_view text) {
    const std::size_t end = spec_.unit == ShingleSpec::Unit::word ? hash_tokens(text, folded_, hashes_, before)
                                                                  : hash_characters(text, before);
    const std::size_t count = roll(std::span(hashes_).subspan(before, end - before), spec_.length, leaving_factor_);
    return std::span(hashes_).first(count);
}

std::size_t Shingler::hash_characters(std::string_view text, std::size_t count) {
    folded_.assign(text);
    const std::string_view bytes = folded_.bytes();
    const std::uint64_t blank = hash_character(U' ');
    bool after_spaceless = false;
    const std::size_t start = count;
    // A unit for every byte, and a blank before every token, which has a byte and another that separates it.
    if (const std::size_t most = count + bytes.size() + bytes.size() / 2 + 1; hashes_.size() < most) {
        hashes_.resize(std::max(most, 2 * hashes_.size()));
    }
    for_each_token(folded_, [&](std::size_t begin, std::size_t end) {
        const bool spaceless = unicode::is(decode_utf8(bytes, begin).code_point, unicode::spaceless);
        if (count > start && !(spaceless && after_spaceless)) {
            hashes_[count++] = blank;
        }
        after_spaceless = spaceless;
        while (begin < end) {
            const Decoded decoded = decode_utf8(bytes, begin);
            hashes_[count++] = hash_character(decoded.code_point);
            begin += decoded.size;
        }
    });
    return count;
}

}  // namespace twicetold
