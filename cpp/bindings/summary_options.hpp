#pragma once

#include <pybind11/pybind11.h>

namespace twicetold::bindings {

/// Registers SummaryOptions, which summaries and stories are made with.
void bind_summary_options(pybind11::module_& m);

}  // namespace twicetold::bindings
