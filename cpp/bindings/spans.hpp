#pragma once

// Byte spans of the core become code-point offsets of Python.

#include <pybind11/pybind11.h>

#include <string_view>

#include "twicetold/base/span.hpp"
#include "twicetold/text/span_offsets.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

/// Converts spans of one text; cheapest in rising order.
class CodePointSpans {
  public:
    explicit CodePointSpans(std::string_view text) : offsets_(text) {}

    [[nodiscard]] py::tuple operator()(Span span) {
        const Span code_points = offsets_(span);
        return py::make_tuple(code_points.begin, code_points.end);
    }

  private:
    SpanOffsets offsets_;
};

}  // namespace twicetold::bindings
