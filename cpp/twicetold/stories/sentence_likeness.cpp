#include "twicetold/stories/sentence_likeness.hpp"

#include <algorithm>
#include <cstddef>

#include "twicetold/base/hash.hpp"
#include "twicetold/stories/negation.hpp"
#include "twicetold/summary/apostrophes.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

[[nodiscard]] bool has_digit(std::string_view token) {
    for (std::size_t at = 0; at < token.size();) {
        const Decoded decoded = decode_utf8(token, at);
        if (unicode::is(decoded.code_point, unicode::decimal)) {
            return true;
        }
        at += decoded.size;
    }
    return false;
}

constexpr std::uint64_t awaited = ~std::uint64_t{0};  // the hash of a word that comes next

/// Tells the places that wait for it which word comes next.
void note_next(SentenceWords& words, std::uint64_t hash) {
    for (std::vector<WordPlace>* places : {&words.places, &words.negations}) {
        if (!places->empty() && places->back().after == awaited) {
            places->back().after = hash;
        }
    }
}

void make_set(std::vector<std::uint64_t>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

void WordReader::read(std::string_view sentence, std::string_view language, SentenceWords& words) {
    tokens_.assign(sentence);
    words.pairs.clear();
    words.numbers.clear();
    words.words.clear();
    words.places.clear();
    words.negations.clear();
    words.negated = false;
    std::uint64_t before = 0;
    for (std::size_t k = 0; k < tokens_.tokens().size(); ++k) {
        const std::string_view word = with_plain_apostrophes(tokens_.folded(tokens_.tokens()[k]), plain_);
        const std::uint64_t hash = hash_token(word.data(), word.size());
        if (k > 0) {
            words.pairs.push_back(avalanche(avalanche(before) + hash));
        }
        note_next(words, hash);
        words.words.push_back(hash);
        if (has_digit(word)) {
            words.numbers.push_back(hash);
            words.places.push_back({before, hash, awaited});
        }
        if (is_negation(word, language)) {
            words.negated = true;
            words.negations.push_back({before, hash, awaited});
        }
        before = hash;
    }
    note_next(words, 0);
    make_set(words.words);
    make_set(words.pairs);
    make_set(words.numbers);
}

bool numbers_conflict(const SentenceWords& a, const SentenceWords& b, bool in_place) {
    const auto lacks = [](const SentenceWords& words, std::uint64_t number) {
        return !std::binary_search(words.numbers.begin(), words.numbers.end(), number);
    };
    const auto neighbours = [](const WordPlace& x, const WordPlace& y) {
        return (x.before != 0 && x.before == y.before) || (x.after != 0 && x.after == y.after);
    };
    return std::any_of(a.places.begin(), a.places.end(), [&](const WordPlace& own) {
        return lacks(b, own.word) && std::any_of(b.places.begin(), b.places.end(), [&](const WordPlace& other) {
                   return lacks(a, other.word) && (!in_place || neighbours(own, other));
               });
    });
}

bool negation_conflicts(const SentenceWords& a, const SentenceWords& b) {
    const SentenceWords& other = a.negated ? b : a;
    const auto has = [&](std::uint64_t word) {
        return word != 0 && std::binary_search(other.words.begin(), other.words.end(), word);
    };
    const std::vector<WordPlace>& negations = a.negated ? a.negations : b.negations;
    return a.negated != b.negated && std::any_of(negations.begin(), negations.end(), [&](const WordPlace& place) {
               return has(place.before) || has(place.after);
           });
}

double jaccard_of_pairs(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    std::size_t common = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        common += *x == *y;
        const bool step_x = *x <= *y;
        const bool step_y = *y <= *x;
        x += step_x;
        y += step_y;
    }
    const std::size_t all = a.size() + b.size() - common;
    return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

}  // namespace twicetold
