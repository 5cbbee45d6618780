#include "twicetold/evaluation/bootstrap.hpp"

#include <stdexcept>

#include "twicetold/base/hash.hpp"

namespace twicetold {

namespace {

/// Numbers below `below` < 2^32: the high half of the product with 32 bits of SplitMix64 (Steele, Lea and Flood 2014).
class Draws {
  public:
    Draws(std::uint64_t state, std::uint64_t below) : state_(state), below_(below) {}

    std::size_t next() {
        state_ += 0x9e3779b97f4a7c15u;
        return static_cast<std::size_t>((avalanche(state_) >> 32) * below_ >> 32);
    }

  private:
    std::uint64_t state_;
    std::uint64_t below_;
};

}  // namespace

std::vector<double> bootstrap_means(std::span<const double> values, std::size_t columns, std::size_t samples,
                                    std::uint64_t seed, const Control& control) {
    const std::size_t rows = columns == 0 ? 0 : values.size() / columns;
    if (rows == 0) {
        throw std::invalid_argument("values must have at least one row");
    }
    std::vector<double> means(samples * columns);
    const auto chunks = chunks_by_cost(samples, [&](std::size_t) { return values.size_bytes(); });
    parallel_chunks(control, "samples", chunks, [&](Chunk chunk, std::size_t) {
        for (std::size_t sample = chunk.begin; sample < chunk.end; ++sample) {
            Draws draws(avalanche(avalanche(seed) + sample), rows);
            const std::span<double> own(means.data() + sample * columns, columns);
            for (std::size_t k = 0; k < rows; ++k) {
                const double* row = values.data() + draws.next() * columns;
                for (std::size_t column = 0; column < columns; ++column) {
                    own[column] += row[column];
                }
            }
            for (double& mean : own) {
                mean /= static_cast<double>(rows);
            }
        }
    });
    return means;
}

}  // namespace twicetold
