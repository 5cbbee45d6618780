#pragma once

// The one file that reads Arrow: columns of text handed over by the Arrow PyCapsule interface, read in place.

#include <pybind11/pybind11.h>

#include <memory>

#include "twicetold/text/text_source.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

/// A column from `capsule`, as __arrow_c_stream__ gives it: utf8, large_utf8, utf8_view, their binary twins (which must
/// hold UTF-8), dictionaries of these, or null. A TypeError names any other type; a ValueError the row that is not
/// valid UTF-8.
[[nodiscard]] std::unique_ptr<TextSource> texts_from_arrow(const py::capsule& capsule);

}  // namespace twicetold::bindings
