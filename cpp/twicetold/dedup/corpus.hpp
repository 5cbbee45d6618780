#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "twicetold/base/hash.hpp"
#include "twicetold/base/parallel.hpp"
#include "twicetold/dedup/shingles.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// "No row", "no node".
constexpr std::uint32_t none = 0xFFFFFFFF;

/// The rows of a column by content: rows with the same sequence of shingles are one node, so that a million copies
/// cost one comparison. Nodes are numbered in the order of their first rows.
struct Nodes {
    std::vector<std::uint32_t> node_of_row;  // `none` for rows that are missing or have no tokens
    std::vector<std::uint32_t> first_row;    // of each node

    [[nodiscard]] std::size_t size() const { return first_row.size(); }
};

/// `identity[row]` is the hash of the row's shingles; rows with `none_identity` are no node.
constexpr Hash128 none_identity{};
[[nodiscard]] Nodes collapse_copies(std::span<const Hash128> identity);

/// Throws std::invalid_argument if there are more rows than 32-bit positions can name.
void check_row_count(std::size_t rows);

/// Calls visit(row, shingles) or visit(row, shingles, worker) for every row, in parallel; shingles are empty for a
/// missing row. Each worker meets its rows in rising order.
template <class Visit>
void for_each_row(const TextSource& texts, ShingleSpec spec, const Control& control, std::string_view stage,
                  Visit&& visit) {
    struct Worker {
        Shingler shingler;
        std::string buffer;
    };
    std::vector<Worker> workers(control.threads, Worker{Shingler(spec), {}});
    parallel_chunks(control, stage, texts.chunks(), [&](Chunk chunk, std::size_t worker) {
        Worker& own = workers[worker];
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            std::span<const std::uint64_t> shingles;
            if (!texts.missing(row)) {
                shingles = own.shingler(texts.text(row, own.buffer));
            }
            if constexpr (std::is_invocable_v<Visit&, std::size_t, std::span<const std::uint64_t>, std::size_t>) {
                visit(row, shingles, worker);
            } else {
                visit(row, shingles);
            }
        }
    });
}

}  // namespace twicetold
