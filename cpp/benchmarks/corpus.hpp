#pragma once

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

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
