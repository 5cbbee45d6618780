#include "twicetold/summary/summary_options.hpp"

#include <stdexcept>

#include "twicetold/base/format.hpp"
#include "twicetold/summary/methods.hpp"

namespace twicetold {

namespace {

void check_share(const char* name, double value) {
    if (!(value >= 0 && value <= 1)) {
        throw std::invalid_argument(std::string(name) + " must be in [0, 1], got " + format(value));
    }
}

}  // namespace

void check_options(const SummaryOptions& options) {
    check_share("lead", options.lead.value_or(0));
    check_share("mmr", options.mmr.value_or(0));
    check_share("weight", options.weight);
    (void)find_method(options.method);
}

}  // namespace twicetold
