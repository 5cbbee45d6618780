// Goals are for one thread of a server core of 2020 (Zen 3).

#include "corpus.hpp"
#include "twicetold/text/entities.hpp"

namespace twicetold {

namespace {

void run(benchmark::State& state, const std::vector<std::optional<std::string>>& texts, double goal_megabytes) {
    for (auto _ : state) {
        for (const auto& text : texts) {
            benchmark::DoNotOptimize(find_entities(*text).data());
        }
    }
    bench::report_rate(state, bench::bytes_of(texts), goal_megabytes);
}

void entities_of_mails(benchmark::State& state) {
    run(state, bench::mails(500), 200);
}
BENCHMARK(entities_of_mails);

/// A sentence with an entity every 20 bytes.
void entities_of_dense_text(benchmark::State& state) {
    std::string text;
    for (int k = 0; k < 500; ++k) {
        text +=
            "On May 3, 2021 at 9:30 AM @ann of https://example.org/a wrote ann@example.org about report_2021.pdf, "
            "1,234.50 of them #done. ";
    }
    run(state, {text}, 50);
}
BENCHMARK(entities_of_dense_text);

/// Work is linear if the rate stays the same while the text grows.
void entities_of_hostile_text(benchmark::State& state) {
    std::string text;
    for (const std::string_view unit : {".", "a.b.c.", "@", "1", "http://", "1-", "1:", "a@b.", "x.so."}) {
        for (std::int64_t k = 0; k < state.range(0); ++k) {
            text += unit;
        }
        text += ' ';
    }
    run(state, {text}, 80);
}
BENCHMARK(entities_of_hostile_text)->RangeMultiplier(10)->Range(1000, 100'000);

}  // namespace

}  // namespace twicetold
