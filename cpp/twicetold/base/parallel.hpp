#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace twicetold {

/// How a long call runs: on how many threads, and who is asked now and then whether to go on.
struct Control {
    /// At least 1. With 1 everything runs on the calling thread.
    std::size_t threads = 1;
    /// Called on the calling thread, about every 50 ms and once at the end of a stage; what it throws stops the work
    /// and reaches the caller. May be empty.
    std::function<void(std::string_view stage, std::size_t done, std::size_t total)> poll;
};

/// A contiguous part of the work.
struct Chunk {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Cuts [0, n) into chunks of about equal cost, where `cost(i)` is the cost of item i in bytes read: about a
/// millisecond each, or a single chunk if all of it takes less than about five.
[[nodiscard]] std::vector<Chunk> chunks_by_cost(std::size_t n, const std::function<std::size_t(std::size_t)>& cost);

/// Cuts [0, n) into chunks of `size` items.
[[nodiscard]] std::vector<Chunk> chunks_of(std::size_t n, std::size_t size);

/// Runs `work(chunk, worker)` once for each chunk, `worker` < control.threads naming the thread's own scratch space.
///
/// A single chunk, and with one thread every chunk, runs on the calling thread. Otherwise each call makes its own
/// threads and joins them: pools hang after a fork. If work throws, chunks that come later
/// may be skipped, and the exception of the earliest chunk is thrown, whatever the number of threads.
void parallel_chunks(const Control& control, std::string_view stage, const std::vector<Chunk>& chunks,
                     const std::function<void(Chunk, std::size_t worker)>& work);

}  // namespace twicetold
