// Goals are for one thread of a server core of 2020 (Zen 3).

#include <numeric>

#include "corpus.hpp"
#include "twicetold/dedup/duplicates.hpp"
#include "twicetold/dedup/sketch.hpp"

namespace twicetold {

namespace {

const auto& texts() {
    static const auto made = bench::mails(5000);
    return made;
}

void text_to_sketch(benchmark::State& state) {
    Shingler shingler(ShingleSpec{});
    std::vector<std::uint32_t> slots(128);
    for (auto _ : state) {
        for (const auto& text : texts()) {
            sketch(shingler(*text), slots);
            benchmark::DoNotOptimize(slots.data());
        }
    }
    bench::report_rate(state, bench::bytes_of(texts()), 360);
}
BENCHMARK(text_to_sketch);

void verified_duplicates(benchmark::State& state, JoinMethod method, double goal) {
    const OwnTexts column(texts());
    std::vector<std::uint32_t> priority(texts().size());
    std::iota(priority.begin(), priority.end(), 0u);
    DuplicateOptions options;
    options.method = method;
    for (auto _ : state) {
        benchmark::DoNotOptimize(find_duplicates(column, options, priority, {}).pairs.data());
    }
    bench::report_rate(state, bench::bytes_of(texts()), goal);
}
BENCHMARK_CAPTURE(verified_duplicates, minhash, JoinMethod::minhash, 240);
BENCHMARK_CAPTURE(verified_duplicates, exact, JoinMethod::exact, 120);

}  // namespace

}  // namespace twicetold
