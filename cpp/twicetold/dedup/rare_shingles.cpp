#include "twicetold/dedup/rare_shingles.hpp"

#include <string>

#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

RareShingles::RareShingles(const TextSource& texts, ShingleSpec spec, const Nodes& nodes, double threshold)
    : texts_(texts), spec_(spec), nodes_(nodes), threshold_(threshold) {}

void RareShingles::read(std::span<const Keyed> bucket, const Control& control) {
    struct Worker {
        Shingler shingler;
        std::string buffer;
    };
    std::vector<Worker> workers(control.threads, Worker{Shingler(spec_), {}});
    sets_.resize(bucket.size());
    const auto row_of = [&](std::size_t member) { return nodes_.first_row[bucket[member].item]; };
    const auto chunks = chunks_by_cost(bucket.size(), [&](std::size_t member) { return texts_.cost(row_of(member)); });
    parallel_chunks(control, "bands", chunks, [&](Chunk chunk, std::size_t worker) {
        auto& [shingler, buffer] = workers[worker];
        for (std::size_t member = chunk.begin; member < chunk.end; ++member) {
            const auto shingles = shingler(texts_.text(row_of(member), buffer));
            sets_[member].assign(shingles.begin(), shingles.end());
            sort_unique_hashes(sets_[member]);
        }
    });
    index_.emplace(sets_, threshold_);
}

}  // namespace twicetold
