#include "twicetold/dedup/bands.hpp"

#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include "twicetold/base/format.hpp"
#include "twicetold/dedup/similarity.hpp"
#include "twicetold/dedup/sketch.hpp"

namespace twicetold {

namespace {

Banding longest_bands(double threshold, double recall, std::size_t slots) {
    for (std::size_t rows = slots; rows > 0; --rows) {
        const Banding banding{rows, slots / rows};
        if (banding.recall(threshold) >= recall) {
            return banding;
        }
    }
    return {};
}

std::string way_out(double threshold, double recall, std::size_t slots) {
    for (const std::size_t more : {128u, 256u}) {
        if (more > slots && longest_bands(threshold, recall, more).rows > 0) {
            return "slots=" + std::to_string(more) + " reaches it, and so does method='exact'";
        }
    }
    return "use method='exact'";
}

}  // namespace

double Banding::recall(double similarity) const {
    return 1.0 - std::pow(1.0 - std::pow(similarity, static_cast<double>(rows)), static_cast<double>(count));
}

Banding choose_banding(double threshold, double recall, std::size_t slots) {
    check_threshold(threshold);
    check_slots(slots);
    if (!(recall > 0.0 && recall < 1.0)) {
        throw std::invalid_argument("recall must be in (0, 1), got " + format(recall));
    }
    const Banding banding = longest_bands(threshold, recall, slots);
    if (banding.rows == 0) {
        throw std::invalid_argument("recall must be one that " + std::to_string(slots) +
                                    " slots can reach at threshold " + format(threshold) + ", got " + format(recall) +
                                    ": " + way_out(threshold, recall, slots));
    }
    return banding;
}

std::size_t fewest_equal_slots(double threshold, double recall, Banding banding, std::size_t slots) {
    const double allowed = (banding.recall(threshold) - recall) / 10.0;
    const double all = static_cast<double>(slots);
    double below = 0.0;  // the probability of fewer than `fewest`
    for (std::size_t fewest = 0; fewest < slots; ++fewest) {
        const double k = static_cast<double>(fewest);
        // In logarithms, as powers of 1 - threshold underflow; at a threshold of 1 they are those of 0.
        const double ways = std::lgamma(all + 1) - std::lgamma(k + 1) - std::lgamma(all - k + 1);
        below += std::exp(ways + k * std::log(threshold) + (all - k) * std::log1p(-threshold));
        if (below > allowed) {
            return fewest;
        }
    }
    return slots;
}

}  // namespace twicetold
