#include "twicetold/summary/budget.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "twicetold/base/format.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

std::uint64_t at_least_one(const char* name, std::int64_t value) {
    if (value < 1) {
        throw std::invalid_argument(std::string(name) + " must be at least 1, got " + std::to_string(value));
    }
    return static_cast<std::uint64_t>(value);
}

std::uint64_t count_words(std::string_view sentence, const SentenceFacts& facts) {
    std::uint64_t words = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < sentence.size();) {
        const Decoded decoded = decode_utf8(sentence, at);
        const bool blank = unicode::is(decoded.code_point, unicode::space);
        words += !blank && !in_word;
        in_word = !blank;
        at += decoded.size;
    }
    return facts.spaceless ? std::max(words, std::uint64_t{facts.words}) : words;
}

/// k = max(1, round half up); the added trifle keeps .145 of 100 a half, which no double is.
std::uint64_t share_of(double share, std::size_t sentences) {
    return static_cast<std::uint64_t>(std::max(1.0, std::floor(share * static_cast<double>(sentences) + 0.5 + 1e-9)));
}

}  // namespace

Budget Budget::of_sentences(std::int64_t most) {
    return {Unit::sentences, at_least_one("sentences", most), 0};
}

Budget Budget::of_words(std::int64_t most) {
    return {Unit::words, at_least_one("words", most), 0};
}

Budget Budget::of_chars(std::int64_t most) {
    return {Unit::chars, at_least_one("chars", most), 0};
}

Budget Budget::of_ratio(double share) {
    if (!(share > 0 && share <= 1)) {
        throw std::invalid_argument("ratio must be in (0, 1], got " + format(share));
    }
    return {Unit::ratio, 0, share};
}

Limit Budget::limit(std::span<const TextTerms* const> texts, std::span<const std::uint8_t> furniture,
                    std::vector<std::uint64_t>& costs) const {
    costs.clear();
    if (unit_ == Unit::sentences) {
        return {.most = most_, .costs = {}};
    }
    if (unit_ == Unit::ratio) {
        return {.most = share_of(share_, static_cast<std::size_t>(std::ranges::count(furniture, 0))), .costs = {}};
    }
    for (const TextTerms* text : texts) {
        for (std::size_t j = 0; j < text->sentences.size(); ++j) {
            const Span span = text->sentences[j].span;
            const std::string_view sentence = text->text.substr(span.begin, span.size());
            costs.push_back(unit_ == Unit::words ? count_words(sentence, text->facts[j])
                                                 : count_code_points(sentence) + 1);
        }
    }
    // n sentences have n - 1 joints.
    return {.most = unit_ == Unit::chars ? most_ + 1 : most_, .costs = costs, .fill_with_last_resort = false};
}

}  // namespace twicetold
