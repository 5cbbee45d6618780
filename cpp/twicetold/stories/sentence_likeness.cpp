#include "twicetold/stories/sentence_likeness.hpp"

#include <algorithm>
#include <cstddef>

#include "twicetold/base/hash.hpp"
#include "twicetold/stories/negation.hpp"
#include "twicetold/summary/apostrophes.hpp"

namespace twicetold {

namespace {

void make_set(std::vector<std::uint64_t>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

void WordReader::read(std::string_view sentence, std::string_view language, SentenceWords& words) {
    tokens_.assign(sentence);
    read_words(language, words);
    read_numbers_in_place(sentence, words);
}

void WordReader::read_words(std::string_view language, SentenceWords& words) {
    words.pairs.clear();
    words.words.clear();
    words.negations.clear();
    std::uint64_t before = 0;
    bool negates = false;  // the last word
    for (const Token& token : tokens_.tokens()) {
        const std::string_view word = with_plain_apostrophes(tokens_.folded(token), plain_);
        const std::uint64_t hash = hash_token(word.data(), word.size());
        if (!words.words.empty()) {
            words.pairs.push_back(avalanche(avalanche(before) + hash));
        }
        if (negates) {
            words.negations.back().after = hash;
        }
        words.words.push_back(hash);
        negates = is_negation(word, language);
        if (negates) {
            words.negations.push_back({before, hash, 0});
        }
        before = hash;
    }
    words.negated = !words.negations.empty();
    make_set(words.words);
    make_set(words.pairs);
}

void WordReader::read_numbers_in_place(std::string_view sentence, SentenceWords& words) {
    words.numbers.clear();
    words.places.clear();
    read_numbers(sentence, numbers_);
    std::size_t at = 0;  // where the last number ends
    std::uint64_t last = 0;
    for (const NumberAt& number : numbers_) {
        part_.assign(sentence.substr(at, number.span.begin - at));  // not the tokens: "5kg" is one, "1,200" are two
        const bool words_between = !part_.tokens().empty();
        const std::uint64_t value = hash_token(number.value.data(), number.value.size());
        const std::uint64_t before = words_between ? hash_of(part_, part_.tokens().back()) : last;
        if (!words.places.empty()) {
            words.places.back().after = words_between ? hash_of(part_, part_.tokens().front()) : value;
        }
        words.places.push_back({before, value, 0});
        words.numbers.push_back(value);
        last = value;
        at = number.span.end;
    }
    if (!words.places.empty()) {
        part_.assign(sentence.substr(at));
        words.places.back().after = part_.tokens().empty() ? 0 : hash_of(part_, part_.tokens().front());
    }
    make_set(words.numbers);
}

std::uint64_t WordReader::hash_of(const TokenizedText& text, const Token& token) {
    const std::string_view word = with_plain_apostrophes(text.folded(token), plain_);
    return hash_token(word.data(), word.size());
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
