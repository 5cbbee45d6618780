// Goals are for one thread of a server core of 2020 (Zen 3).

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

}  // namespace

}  // namespace twicetold
