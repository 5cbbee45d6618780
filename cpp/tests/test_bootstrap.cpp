#include "twicetold/evaluation/bootstrap.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

using namespace twicetold;

namespace {

/// Two columns of 400 rows: 0 … 399, and twice that.
std::vector<double> rising() {
    std::vector<double> values;
    for (int k = 0; k < 400; ++k) {
        values.push_back(k);
        values.push_back(2 * k);
    }
    return values;
}

}  // namespace

TEST_CASE("means of samples spread as the standard error says") {
    const std::size_t samples = 4000;
    const auto means = bootstrap_means(rising(), 2, samples, 0, {});
    double sum = 0, squares = 0;
    for (std::size_t k = 0; k < samples; ++k) {
        CHECK(means[2 * k + 1] == doctest::Approx(2 * means[2 * k]));
        sum += means[2 * k];
        squares += means[2 * k] * means[2 * k];
    }
    const double mean = sum / samples;
    const double error = std::sqrt((400.0 * 400 - 1) / 12 / 400);
    CHECK(std::abs(mean - 199.5) < 4 * error / std::sqrt(samples));
    CHECK(std::sqrt(squares / samples - mean * mean) == doctest::Approx(error).epsilon(0.05));
}

TEST_CASE("the same seed gives the same means on any number of threads, another others") {
    const auto means = bootstrap_means(rising(), 2, 3000, 1, {});
    CHECK(means == bootstrap_means(rising(), 2, 3000, 1, {3, {}}));
    CHECK(means != bootstrap_means(rising(), 2, 3000, 2, {}));
}

TEST_CASE("one row is its own mean, and no row has none") {
    CHECK(bootstrap_means(std::vector<double>{0.25}, 1, 3, 5, {}) == std::vector<double>(3, 0.25));
    CHECK_THROWS_AS(static_cast<void>(bootstrap_means({}, 1, 3, 5, {})), std::invalid_argument);
}
