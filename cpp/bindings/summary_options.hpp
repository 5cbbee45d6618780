#pragma once

#include <pybind11/pybind11.h>

#include <string>

#include "twicetold/summary/budget.hpp"

namespace twicetold::bindings {

/// Registers SummaryOptions, which summaries and stories are made with.
void bind_summary_options(pybind11::module_& m);

/// `amount` of "sentences", "words", "chars" or "ratio".
[[nodiscard]] Budget budget_of(const std::string& unit, double amount);

}  // namespace twicetold::bindings
