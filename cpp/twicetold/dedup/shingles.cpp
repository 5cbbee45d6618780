#include "twicetold/dedup/shingles.hpp"

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

std::uint64_t hash_character(char32_t code_point) {
    return avalanche(code_point + 0x9e3779b97f4a7c15u);
}

/// Appends the shingles of `units`; `leaving_factor` is polynomial_base to the power of `length`.
void roll(std::span<const std::uint64_t> units, std::size_t length, std::uint64_t leaving_factor,
          std::vector<std::uint64_t>& shingles) {
    std::uint64_t hash = 0;
    const std::size_t first = units.size() < length ? units.size() : length;
    for (std::size_t i = 0; i < first; ++i) {
        hash = hash * polynomial_base + units[i];
    }
    if (first == 0) {
        return;
    }
    shingles.resize(units.size() - first + 1);
    shingles[0] = avalanche(hash);
    for (std::size_t i = length; i < units.size(); ++i) {
        hash = hash * polynomial_base + units[i] - units[i - length] * leaving_factor;
        shingles[i - length + 1] = avalanche(hash);
    }
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

Shingler::Shingler(ShingleSpec spec) : spec_(spec), leaving_factor_(power(polynomial_base, spec.length)) {}

std::span<const std::uint64_t> Shingler::operator()(std::string_view text) {
    units_.clear();
    shingles_.clear();
    if (spec_.unit == ShingleSpec::Unit::word) {
        hash_tokens(text, folded_, units_);
    } else {
        collect_characters(text);
    }
    roll(units_, spec_.length, leaving_factor_, shingles_);
    return shingles_;
}

void Shingler::collect_characters(std::string_view text) {
    folded_.assign(text);
    const std::string_view bytes = folded_.bytes();
    const std::uint64_t blank = hash_character(U' ');
    bool after_spaceless = false;
    for_each_token(folded_, [&](std::size_t begin, std::size_t end) {
        const bool spaceless = unicode::is(decode_utf8(bytes, begin).code_point, unicode::spaceless);
        if (!units_.empty() && !(spaceless && after_spaceless)) {
            units_.push_back(blank);
        }
        after_spaceless = spaceless;
        while (begin < end) {
            const Decoded decoded = decode_utf8(bytes, begin);
            units_.push_back(hash_character(decoded.code_point));
            begin += decoded.size;
        }
    });
}

}  // namespace twicetold
