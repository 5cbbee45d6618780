#include "twicetold/evaluation/porter.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace twicetold {

namespace {

bool is_vowel(char letter) {
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

/// What the beginning of a word is made of. A y is a consonant at its start and behind a vowel.
struct Shape {
    std::size_t measure = 0;  // m of [C](VC)^m[V]
    bool has_vowel = false;
    bool ends_in_consonant = false;
    bool ends_double = false;  // *d: with twice the same consonant
    bool ends_cvc = false;     // *o: consonant, vowel, consonant that is not w, x or y; or vowel, consonant and no more
};

Shape shape_of(std::string_view stem) {
    Shape shape;
    bool last = false, second = false, third = false;  // which of the last three letters are consonants
    for (std::size_t k = 0; k < stem.size(); ++k) {
        third = second;
        second = last;
        last = stem[k] == 'y' ? k == 0 || !second : !is_vowel(stem[k]);
        shape.measure += k > 0 && !second && last ? 1 : 0;
        shape.has_vowel |= !last;
    }
    const std::size_t size = stem.size();
    shape.ends_in_consonant = last;
    shape.ends_double = size >= 2 && last && stem[size - 1] == stem[size - 2];
    const bool other_than_wxy = size > 0 && stem.back() != 'w' && stem.back() != 'x' && stem.back() != 'y';
    shape.ends_cvc = last && !second && (size == 2 || (size >= 3 && third && other_than_wxy));
    return shape;
}

struct Rule {
    std::string_view suffix;
    std::string_view replacement;
};

void replace(std::string& word, const Rule& rule) {
    word.replace(word.size() - rule.suffix.size(), std::string::npos, rule.replacement);
}

std::string_view without(std::string_view word, std::string_view suffix) {
    return word.substr(0, word.size() - suffix.size());
}

/// Applies the first rule whose suffix the word has, if `allowed(stem, suffix)`; no other is tried then.
template <class Allowed>
void apply_first(std::string& word, std::span<const Rule> rules, Allowed allowed) {
    for (const Rule& rule : rules) {
        if (word.ends_with(rule.suffix)) {
            if (allowed(without(word, rule.suffix), rule.suffix)) {
                replace(word, rule);
            }
            return;
        }
    }
}

void step_1a(std::string& word) {
    static constexpr std::array<Rule, 4> rules = {{{"sses", "ss"}, {"ies", "i"}, {"ss", "ss"}, {"s", ""}}};
    if (word.size() == 4 && word.ends_with("ies")) {
        word.pop_back();  // NLTK: dies, die
        return;
    }
    apply_first(word, rules, [](std::string_view, std::string_view) { return true; });
}

/// What a stem becomes that has lost -ed or -ing.
void mend(std::string& stem) {
    if (stem.ends_with("at") || stem.ends_with("bl") || stem.ends_with("iz")) {
        stem.push_back('e');
        return;
    }
    const Shape shape = shape_of(stem);
    if (shape.ends_double) {
        if (stem.back() != 'l' && stem.back() != 's' && stem.back() != 'z') {
            stem.pop_back();
        }
    } else if (shape.measure == 1 && shape.ends_cvc) {
        stem.push_back('e');
    }
}

void step_1b(std::string& word) {
    if (word.ends_with("ied")) {  // NLTK: died, die; spied, spi
        word.resize(word.size() - (word.size() == 4 ? 1 : 2));
        return;
    }
    if (word.ends_with("eed")) {
        if (shape_of(without(word, "eed")).measure > 0) {
            word.pop_back();
        }
        return;
    }
    for (const std::string_view suffix : {"ed", "ing"}) {
        if (word.ends_with(suffix) && shape_of(without(word, suffix)).has_vowel) {
            word.resize(word.size() - suffix.size());
            mend(word);
            return;
        }
    }
}

void step_1c(std::string& word) {
    if (word.size() > 2 && word.back() == 'y' && shape_of(without(word, "y")).ends_in_consonant) {  // as NLTK has it
        word.back() = 'i';
    }
}

bool measure_above_0(std::string_view stem) {
    return shape_of(stem).measure > 0;
}

void step_2(std::string& word) {
    static constexpr std::array<Rule, 22> rules = {{
        {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"},
        {"bli", "ble"},     {"alli", "al"},     {"entli", "ent"}, {"eli", "e"},     {"ousli", "ous"},
        {"ization", "ize"}, {"ation", "ate"},   {"ator", "ate"},  {"alism", "al"},  {"iveness", "ive"},
        {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},  {"iviti", "ive"}, {"biliti", "ble"},
        {"fulli", "ful"},   {"logi", "log"},
    }};
    while (word.ends_with("alli") && measure_above_0(without(word, "alli"))) {  // NLTK: first, and again
        word.resize(word.size() - 2);
    }
    apply_first(word, rules, [&](std::string_view stem, std::string_view suffix) {
        return measure_above_0(suffix == "logi" ? without(word, "ogi") : stem);  // the l counts: geo-l, theo-l
    });
}

void step_3(std::string& word) {
    static constexpr std::array<Rule, 7> rules = {
        {{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""}}};
    apply_first(word, rules, [](std::string_view stem, std::string_view) { return measure_above_0(stem); });
}

void step_4(std::string& word) {
    static constexpr std::array<Rule, 19> rules = {{
        {"al", ""},  {"ance", ""},  {"ence", ""}, {"er", ""},  {"ic", ""},  {"able", ""}, {"ible", ""},
        {"ant", ""}, {"ement", ""}, {"ment", ""}, {"ent", ""}, {"ion", ""}, {"ou", ""},   {"ism", ""},
        {"ate", ""}, {"iti", ""},   {"ous", ""},  {"ive", ""}, {"ize", ""},
    }};
    apply_first(word, rules, [](std::string_view stem, std::string_view suffix) {
        return shape_of(stem).measure > 1 && (suffix != "ion" || stem.back() == 's' || stem.back() == 't');
    });
}

void step_5(std::string& word) {
    if (word.ends_with("e")) {
        const Shape shape = shape_of(without(word, "e"));
        if (shape.measure > 1 || (shape.measure == 1 && !shape.ends_cvc)) {
            word.pop_back();
        }
    }
    if (word.ends_with("ll") && shape_of(without(word, "l")).measure > 1) {
        word.pop_back();
    }
}

/// Words with a stem of their own, as NLTK lists them.
constexpr std::array<Rule, 16> irregular = {{
    {"sky", "sky"},
    {"skies", "sky"},
    {"dying", "die"},
    {"lying", "lie"},
    {"tying", "tie"},
    {"news", "news"},
    {"innings", "inning"},
    {"inning", "inning"},
    {"outings", "outing"},
    {"outing", "outing"},
    {"cannings", "canning"},
    {"canning", "canning"},
    {"howe", "howe"},
    {"proceed", "proceed"},
    {"exceed", "exceed"},
    {"succeed", "succeed"},
}};

}  // namespace

void porter_stem(std::string& word) {
    if (word.size() <= 2) {
        return;
    }
    const auto* own = std::ranges::find(irregular, word, &Rule::suffix);
    if (own != irregular.end()) {
        word = own->replacement;
        return;
    }
    step_1a(word);
    step_1b(word);
    step_1c(word);
    step_2(word);
    step_3(word);
    step_4(word);
    step_5(word);
}

}  // namespace twicetold
