// Goals are for one thread of a server core of 2020 (Zen 3): 25,000 articles of 2 kB a second, 2 MB in 40 ms.
// Instructions a byte, which no neighbour on the machine changes, were counted by `valgrind --tool=callgrind` on 200
// articles of 2 kB cut from real texts (2026-11-27, GCC 12, -O3): 119, of these 22 for sentences and 59 for terms.

#include "corpus.hpp"
#include "twicetold/summary/summarize.hpp"

namespace twicetold {

namespace {

const auto& texts() {
    static const auto made = bench::mails(500);
    return made;
}

void summaries_of_three_sentences(benchmark::State& state) {
    SummaryScratch scratch;
    for (auto _ : state) {
        for (const auto& text : texts()) {
            benchmark::DoNotOptimize(summarize(*text, {}, scratch).sentences.data());
        }
    }
    bench::report_rate(state, bench::bytes_of(texts()), 50);
}
BENCHMARK(summaries_of_three_sentences);

void summaries_of_news(benchmark::State& state) {
    static const auto articles = bench::news(500);
    SummaryScratch scratch;
    for (auto _ : state) {
        for (const auto& article : articles) {
            benchmark::DoNotOptimize(summarize(*article, {}, scratch).sentences.data());
        }
    }
    bench::report_rate(state, bench::bytes_of(articles), 50);
}
BENCHMARK(summaries_of_news);

void summary_of_one_long_text(benchmark::State& state) {
    std::string text;
    for (const auto& article : bench::news(1000)) {
        text += *article + "\n\n";
    }
    SummaryOptions options;
    options.budget = state.range(0) == 0 ? Budget() : Budget::of_ratio(.2);
    if (state.range(0) == 2) {
        options.mmr = .7;
    }
    SummaryScratch scratch;
    for (auto _ : state) {
        benchmark::DoNotOptimize(summarize(text, options, scratch).sentences.data());
    }
    bench::report_rate(state, static_cast<double>(text.size()), state.range(0) == 0 ? 50 : 5);
}
// 3 sentences; a fifth of them; the same by maximal marginal relevance.
BENCHMARK(summary_of_one_long_text)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace twicetold
