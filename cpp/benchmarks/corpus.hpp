#pragma once

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "twicetold/text/utf8.hpp"

namespace twicetold::bench {

/// English-like texts of about 2 kB: words of Zipf's frequencies in sentences; every third is a changed copy of an
/// earlier one.
inline std::vector<std::optional<std::string>> mails(std::size_t count) {
    std::mt19937_64 random(1);
    std::vector<std::string> words;
    for (int k = 0; k < 20000; ++k) {
        std::string word;
        for (std::size_t letters = 2 + random() % 8; letters > 0; --letters) {
            word += static_cast<char>('a' + random() % 26);
        }
        words.push_back(word);
    }
    const auto any_word = [&] {
        const double u = static_cast<double>(random() >> 11) / 9007199254740992.0;
        return words[static_cast<std::size_t>(std::pow(20000.0, u)) % words.size()];
    };
    std::vector<std::optional<std::string>> texts;
    for (std::size_t k = 0; k < count; ++k) {
        if (k % 3 == 2) {
            std::string copy = *texts[random() % texts.size()];
            copy.replace(random() % (copy.size() - 8), 4, " new");
            texts.emplace_back(copy);
            continue;
        }
        std::string text;
        for (std::size_t n = 0; n < 340; ++n) {
            text += any_word() + (n % 17 == 16 ? ". The " : " ");
        }
        texts.emplace_back(text);
    }
    return texts;
}

/// One English-like sentence: now and then a quotation, a comma, an abbreviation, a number.
inline std::string news_sentence(std::mt19937_64& random) {
    static const char* const words[] = {"the", "harbour", "was",    "closed",  "after", "storm",
                                        "and", "ferries", "of",     "company", "said",  "that",
                                        "it",  "would",   "repair", "piers",   "by",    "spring"};
    static const char* const rarities[] = {"Mr. Dale",    "at 10 a.m.", "\"a long wait\"", "3.5 percent",
                                           "(see below)", "No. 7",      "U.S. officials",  "nowhere,",
                                           "Port Ellen",  "e.g. lamps"};
    std::string sentence = random() % 6 == 0 ? "\"The" : "The";
    const bool quoted = sentence.front() == '"';
    for (std::size_t n = 5 + random() % 22; n > 0; --n) {
        sentence += ' ';
        sentence += random() % 9 == 0 ? rarities[random() % std::size(rarities)] : words[random() % std::size(words)];
    }
    return sentence + (random() % 12 == 0 ? "?" : ".") + (quoted ? "\"" : "");
}

/// Articles of about 2 kB with headlines and paragraphs.
inline std::vector<std::optional<std::string>> news(std::size_t count) {
    std::mt19937_64 random(2);
    std::vector<std::optional<std::string>> texts;
    for (std::size_t k = 0; k < count; ++k) {
        std::string text = "Harbour closed after storm\n\n";
        for (int n = 0; n < 18; ++n) {
            text += news_sentence(random) + (n % 4 == 3 ? "\n\n" : " ");
        }
        texts.emplace_back(text);
    }
    return texts;
}

/// Texts of about 2 kB in one of six scripts each: letters at random in words at random.
inline std::vector<std::optional<std::string>> mixed_scripts(std::size_t count) {
    struct Script {
        char32_t first;
        std::uint32_t letters;
        std::uint32_t word;  // letters; 0: written without blanks
        const char* stop;
    };
    static constexpr Script scripts[] = {{0x430, 32, 6, ". "}, {0xE0, 30, 5, ". "},  {0x4E00, 2000, 0, "。"},
                                         {0x915, 37, 4, "। "}, {0x627, 36, 5, ". "}, {0xAC00, 3000, 3, ". "}};
    std::mt19937_64 random(3);
    std::vector<std::optional<std::string>> texts;
    for (std::size_t k = 0; k < count; ++k) {
        const Script& script = scripts[k % std::size(scripts)];
        std::string text;
        for (std::uint32_t letter = 1; text.size() < 2000; ++letter) {
            append_utf8(text, script.first + static_cast<char32_t>(random() % script.letters));
            if (letter % 60 == 0) {
                text += script.stop;
            } else if (script.word != 0 && letter % script.word == 0) {
                text += ' ';
            }
        }
        texts.emplace_back(text);
    }
    return texts;
}

/// Reports megabytes a second, and their share of the goal (1 or more: met).
inline void report_rate(benchmark::State& state, double bytes_each, double goal_megabytes) {
    const double megabytes = bytes_each * static_cast<double>(state.iterations()) / 1e6;
    state.counters["MB/s"] = benchmark::Counter(megabytes, benchmark::Counter::kIsRate);
    state.counters["of_goal"] = benchmark::Counter(megabytes / goal_megabytes, benchmark::Counter::kIsRate);
}

template <class Texts>
double bytes_of(const Texts& texts) {
    double bytes = 0;
    for (const auto& text : texts) {
        bytes += static_cast<double>(text->size());
    }
    return bytes;
}

}  // namespace twicetold::bench
