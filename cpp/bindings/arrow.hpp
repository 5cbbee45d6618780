#pragma once

// The one file that reads Arrow: columns of text handed over by the Arrow PyCapsule interface, read in place.

#include <pybind11/pybind11.h>

#include <memory>
#include <string>

#include "twicetold/text/text_source.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

/// A column from `capsule`, as __arrow_c_stream__ gives it: utf8, large_utf8, utf8_view, their binary twins (which must
/// hold UTF-8), dictionaries of these, or null; of a table the one called `column`. A TypeError names any other type; a
/// ValueError the row that is not valid UTF-8, and a column that is not there, or there twice.
[[nodiscard]] std::unique_ptr<TextSource> texts_from_arrow(const py::capsule& capsule, const std::string& column);

/// The same from a single array, as __arrow_c_array__ gives it.
[[nodiscard]] std::unique_ptr<TextSource> texts_from_arrow_array(const py::capsule& schema, const py::capsule& array,
                                                                 const std::string& column);

}  // namespace twicetold::bindings
