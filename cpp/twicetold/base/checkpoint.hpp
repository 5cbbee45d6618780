#pragma once

#include <chrono>
#include <cstddef>
#include <functional>

namespace twicetold {

/// Asks, if 50 ms have passed since it last was, whether the work on this thread is to go on; what is thrown stops it.
/// To be called in loops over a single text about every 64 kB, or every tenth of a millisecond. Does nothing where no
/// `AskedAtCheckpoints` lives on the thread.
void checkpoint();

/// Calls `checkpoint` in a loop that moves through a text, each time another 64 kB were passed.
class Pace {
  public:
    void at(std::size_t place) {
        if (place - last_ >= stretch) {
            last_ = place;
            checkpoint();
        }
    }

  private:
    static constexpr std::size_t stretch = std::size_t{1} << 16;
    std::size_t last_ = 0;
};

/// As long as it lives, checkpoints on this thread call `ask`; of several the one made last counts.
class AskedAtCheckpoints {
  public:
    explicit AskedAtCheckpoints(std::function<void()> ask);
    ~AskedAtCheckpoints();
    AskedAtCheckpoints(const AskedAtCheckpoints&) = delete;
    AskedAtCheckpoints& operator=(const AskedAtCheckpoints&) = delete;

  private:
    friend void checkpoint();

    std::function<void()> ask_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
    AskedAtCheckpoints* outer_;
};

}  // namespace twicetold
