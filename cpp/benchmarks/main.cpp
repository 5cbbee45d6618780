// Runs all benchmarks several times and says of each whether its best run met its goal: a busy machine makes any run
// slower, none faster.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace {

/// Prints a line a benchmark: its best run, the goal, and whether it was met; at the end how many were.
class GoalReporter : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(const std::vector<Run>& runs) override {
        if (runs.front().run_type != Run::RT_Iteration) {
            return;  // means and the like come apart
        }
        double rate = 0;
        double share_of_goal = 0;
        for (const Run& run : runs) {
            rate = std::max(rate, run.counters.at("MB/s").value);
            share_of_goal = std::max(share_of_goal, run.counters.at("of_goal").value);
        }
        ++all_;
        met_ += share_of_goal >= 1 ? 1 : 0;
        GetOutputStream() << (share_of_goal >= 1 ? "met      " : "NOT MET  ") << runs.front().run_name.str() << ": "
                          << static_cast<long>(rate) << " MB/s of "
                          << static_cast<long>(rate / std::max(share_of_goal, 1e-9) + 0.5) << std::endl;
    }

    void Finalize() override { GetOutputStream() << met_ << " of " << all_ << " goals met\n"; }

  private:
    int met_ = 0;
    int all_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    std::string repetitions = "--benchmark_repetitions=5";
    std::vector<char*> arguments(argv, argv + argc);
    arguments.insert(arguments.begin() + 1, repetitions.data());  // what the caller says comes later, and counts
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) {
        return 1;
    }
    GoalReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::Shutdown();
    return 0;
}
