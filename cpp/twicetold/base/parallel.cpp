#include "twicetold/base/parallel.hpp"

#include "twicetold/base/checkpoint.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace twicetold {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto poll_interval = std::chrono::milliseconds(50);
constexpr std::size_t chunk_cost = std::size_t{1} << 18;  // bytes: about a millisecond of work

void run_here(const Control& control, std::string_view stage, const std::vector<Chunk>& chunks, std::size_t total,
              const std::function<void(Chunk, std::size_t)>& work) {
    auto last = Clock::now();
    std::size_t done = 0;
    std::optional<AskedAtCheckpoints> asked;
    if (control.poll) {
        asked.emplace([&] { control.poll(stage, done, total); });
    }
    for (const Chunk chunk : chunks) {
        done = chunk.begin;
        work(chunk, 0);
        if (control.poll && Clock::now() - last >= poll_interval) {
            control.poll(stage, chunk.end, total);
            last = Clock::now();
        }
    }
}

/// Ends a worker's chunk when the whole call was stopped.
struct Interrupted {};

/// Hands out chunks in order, and keeps what the workers and the calling thread tell each other.
class Crew {
  public:
    Crew(const std::vector<Chunk>& chunks, const std::function<void(Chunk, std::size_t)>& work)
        : chunks_(chunks), work_(work) {}

    void run(std::size_t worker) {
        const AskedAtCheckpoints asked([this] {
            if (interrupted_.load()) {
                throw Interrupted{};
            }
        });
        for (;;) {
            const std::size_t k = next_.fetch_add(1);
            if (k >= chunks_.size() || stopped_.load()) {
                break;
            }
            try {
                work_(chunks_[k], worker);
            } catch (const Interrupted&) {
                break;
            } catch (...) {
                fail(k, std::current_exception());
                break;
            }
            done_.fetch_add(chunks_[k].end - chunks_[k].begin);
        }
        const std::lock_guard lock(mutex_);
        ++finished_;
        ready_.notify_one();
    }

    /// True when all `workers` are through; false after `poll_interval`.
    bool wait(std::size_t workers) {
        std::unique_lock lock(mutex_);
        return ready_.wait_for(lock, poll_interval, [&] { return finished_ == workers; });
    }

    void stop() { stopped_.store(true); }
    /// Also stops in the midst of chunks. Not for failures: an earlier chunk might fail yet, and its error is the one.
    void interrupt() {
        interrupted_.store(true);
        stop();
    }
    [[nodiscard]] std::size_t done() const { return done_.load(); }
    [[nodiscard]] std::exception_ptr error() const { return error_; }

  private:
    void fail(std::size_t k, std::exception_ptr error) {
        // Chunks are taken in order, so every earlier chunk is already with a worker and will report.
        stop();
        const std::lock_guard lock(mutex_);
        if (!error_ || k < failed_) {
            failed_ = k;
            error_ = std::move(error);
        }
    }

    const std::vector<Chunk>& chunks_;
    const std::function<void(Chunk, std::size_t)>& work_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> done_{0};
    std::atomic<bool> stopped_{false};
    std::atomic<bool> interrupted_{false};
    std::mutex mutex_;
    std::condition_variable ready_;
    std::size_t finished_ = 0;
    std::size_t failed_ = 0;
    std::exception_ptr error_;
};

void run_crew(const Control& control, std::string_view stage, const std::vector<Chunk>& chunks, std::size_t total,
              std::size_t workers, const std::function<void(Chunk, std::size_t)>& work) {
    Crew crew(chunks, work);
    std::exception_ptr stopped_by;
    {
        std::vector<std::jthread> threads;
        threads.reserve(workers);
        for (std::size_t worker = 0; worker < workers; ++worker) {
            threads.emplace_back([&crew, worker] { crew.run(worker); });
        }
        while (!crew.wait(workers)) {
            if (!control.poll || stopped_by) {
                continue;
            }
            try {
                control.poll(stage, crew.done(), total);
            } catch (...) {
                stopped_by = std::current_exception();
                crew.interrupt();
            }
        }
    }
    if (stopped_by) {
        std::rethrow_exception(stopped_by);
    }
    if (crew.error()) {
        std::rethrow_exception(crew.error());
    }
}

}  // namespace

std::vector<Chunk> chunks_by_cost(std::size_t n, const std::function<std::size_t(std::size_t)>& cost) {
    std::vector<Chunk> chunks;
    std::size_t begin = 0;
    std::size_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
        sum += cost(i) + 64;  // an empty item costs something too
        if (sum >= chunk_cost) {
            chunks.push_back({begin, i + 1});
            begin = i + 1;
            sum = 0;
        }
    }
    if (chunks.size() < 5) {  // under about 5 ms: not worth a thread
        return chunks_of(n, n);
    }
    if (begin < n) {
        chunks.push_back({begin, n});
    }
    return chunks;
}

std::vector<Chunk> chunks_of(std::size_t n, std::size_t size) {
    std::vector<Chunk> chunks;
    for (std::size_t begin = 0; begin < n; begin += size) {
        chunks.push_back({begin, std::min(n, begin + size)});
    }
    return chunks;
}

void parallel_chunks(const Control& control, std::string_view stage, const std::vector<Chunk>& chunks,
                     const std::function<void(Chunk, std::size_t worker)>& work) {
    const std::size_t total = chunks.empty() ? 0 : chunks.back().end;
    const std::size_t workers = std::min(control.threads, chunks.size());
    if (workers <= 1) {
        run_here(control, stage, chunks, total, work);
    } else {
        run_crew(control, stage, chunks, total, workers, work);
    }
    if (control.poll) {
        control.poll(stage, total, total);
    }
}

}  // namespace twicetold
