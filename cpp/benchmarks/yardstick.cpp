#include "yardstick.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "corpus.hpp"
#include "twicetold/base/hash.hpp"

namespace twicetold::bench {

namespace {

constexpr double reference_megabytes = 200;  // a second
constexpr int rounds = 4;

/// What letters and digits become; 0: parts words.
constexpr std::array<char, 256> lowered = [] {
    std::array<char, 256> table{};
    for (char c = 'a'; c <= 'z'; ++c) {
        table[static_cast<unsigned char>(c)] = c;
        table[static_cast<unsigned char>(c - 'a' + 'A')] = c;
    }
    for (char c = '0'; c <= '9'; ++c) {
        table[static_cast<unsigned char>(c)] = c;
    }
    return table;
}();

std::uint64_t hash_words(const std::string& text, std::string& word) {
    std::uint64_t all = 0;
    word.clear();
    for (const char byte : text) {
        if (const char c = lowered[static_cast<unsigned char>(byte)]; c != 0) {
            word.push_back(c);
        } else if (!word.empty()) {
            all += hash_bytes(word.data(), word.size());
            word.clear();
        }
    }
    return all;
}

}  // namespace

double machine_speed() {
    static const auto texts = mails(1000);
    std::string word;
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        for (const auto& text : texts) {
            benchmark::DoNotOptimize(hash_words(*text, word));
        }
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        best = std::max(best, bytes_of(texts) / 1e6 / seconds.count());
    }
    return best / reference_megabytes;
}

}  // namespace twicetold::bench
