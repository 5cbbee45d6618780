#pragma once

#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

namespace twicetold {

/// Seconds spent in each stage of a job, in the order in which the stages first ended.
class Stopwatch {
  public:
    /// Adds the time since the last lap, or since the start, to `stage`, a literal.
    void lap(std::string_view stage) {
        const Clock::time_point now = Clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        for (auto& [name, sum] : stages_) {
            if (name == stage) {
                sum += seconds;
                return;
            }
        }
        stages_.emplace_back(stage, seconds);
    }

    [[nodiscard]] const std::vector<std::pair<std::string_view, double>>& stages() const { return stages_; }

  private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point last_ = Clock::now();
    std::vector<std::pair<std::string_view, double>> stages_;
};

}  // namespace twicetold
