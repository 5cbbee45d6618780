// Goals are for one thread of a server core of 2020 (Zen 3). Instructions a byte, which no neighbour on the machine
// changes, were counted by `valgrind --tool=callgrind` on up to 1 MB of real texts (2026-11-26, GCC 12, -O3):
//
//                                fold   token hashes   sentences
//     web English                   3         22            32
//     tldr pages, 39 languages     21         34            53
//     Hindi                        46         53            30
//     Chinese                      44         74            49

#include "corpus.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold {

namespace {

using Texts = std::vector<std::optional<std::string>>;

const Texts& english() {
    static const Texts made = bench::news(500);
    return made;
}

const Texts& mixed_scripts() {
    static const Texts made = bench::mixed_scripts(500);
    return made;
}

template <class Read>
void each_text(benchmark::State& state, const Texts& texts, double goal, Read read) {
    for (auto _ : state) {
        for (const auto& text : texts) {
            read(*text);
        }
    }
    bench::report_rate(state, bench::bytes_of(texts), goal);
}

void fold(benchmark::State& state, const Texts& (*texts)(), double goal) {
    FoldedText folded;
    each_text(state, texts(), goal, [&](const std::string& text) {
        folded.assign(text);
        benchmark::DoNotOptimize(folded.bytes().data());
    });
}
BENCHMARK_CAPTURE(fold, english, english, 600);
BENCHMARK_CAPTURE(fold, mixed_scripts, mixed_scripts, 150);

void token_hashes(benchmark::State& state, const Texts& (*texts)(), double goal) {
    FoldedText scratch;
    std::vector<std::uint64_t> hashes;
    each_text(state, texts(), goal,
              [&](const std::string& text) { benchmark::DoNotOptimize(hash_tokens(text, scratch, hashes, 0)); });
}
BENCHMARK_CAPTURE(token_hashes, english, english, 450);
BENCHMARK_CAPTURE(token_hashes, mixed_scripts, mixed_scripts, 150);

void sentences(benchmark::State& state, const Texts& (*texts)(), double goal) {
    each_text(state, texts(), goal,
              [](const std::string& text) { benchmark::DoNotOptimize(split_sentences(text).data()); });
}
BENCHMARK_CAPTURE(sentences, english, english, 250);
BENCHMARK_CAPTURE(sentences, mixed_scripts, mixed_scripts, 150);

}  // namespace

}  // namespace twicetold
