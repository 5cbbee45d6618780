// Goals are for one thread of a server core of 2020 (Zen 3).

#include <numeric>

#include "corpus.hpp"
#include "twicetold/dedup/duplicates.hpp"
#include "twicetold/dedup/leaks.hpp"
#include "twicetold/dedup/sketch.hpp"
#include "twicetold/dedup/strip_repeats.hpp"

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

void verified_duplicates(benchmark::State& state, JoinMethod method, Measure measure, double goal) {
    const OwnTexts column(texts());
    std::vector<std::uint32_t> priority(texts().size());
    std::iota(priority.begin(), priority.end(), 0u);
    DuplicateOptions options;
    options.method = method;
    options.measure = measure;
    for (auto _ : state) {
        benchmark::DoNotOptimize(find_duplicates(column, options, priority, {}).pairs.data());
    }
    bench::report_rate(state, bench::bytes_of(texts()), goal);
}
BENCHMARK_CAPTURE(verified_duplicates, minhash, JoinMethod::minhash, Measure::jaccard, 200);
BENCHMARK_CAPTURE(verified_duplicates, exact, JoinMethod::exact, Measure::jaccard, 100);
BENCHMARK_CAPTURE(verified_duplicates, containment, JoinMethod::exact, Measure::containment, 60);

/// One text in twenty against the others.
void verified_leaks(benchmark::State& state) {
    const auto cut = texts().begin() + static_cast<std::ptrdiff_t>(texts().size() / 20);
    const OwnTexts test({texts().begin(), cut});
    const OwnTexts train({cut, texts().end()});
    for (auto _ : state) {
        benchmark::DoNotOptimize(find_leaks(train, test, {}, {}).pairs.data());
    }
    bench::report_rate(state, bench::bytes_of(texts()), 120);
}
BENCHMARK(verified_leaks);

/// Pages of news with a menu and a notice that all of them have.
void strip_repeats_of_pages(benchmark::State& state, PassageUnit unit, double goal) {
    static const auto pages = [] {
        auto made = bench::news(10'000);
        for (auto& page : made) {
            *page = "Home\nNews\nWeather\nContact\n\n" + *page + "\n\nAll rights reserved. No liability is accepted.";
        }
        return made;
    }();
    const OwnTexts column(pages);
    const StripOptions options{unit};
    for (auto _ : state) {
        benchmark::DoNotOptimize(strip_repeats(column, options, {}).cuts.data());
    }
    bench::report_rate(state, bench::bytes_of(pages), goal);
}
BENCHMARK_CAPTURE(strip_repeats_of_pages, paragraph, PassageUnit::paragraph, 300);
BENCHMARK_CAPTURE(strip_repeats_of_pages, line, PassageUnit::line, 300);
BENCHMARK_CAPTURE(strip_repeats_of_pages, sentence, PassageUnit::sentence, 80);

}  // namespace

}  // namespace twicetold
