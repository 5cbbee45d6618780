#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <utility>

#include "objects.hpp"

namespace twicetold::bindings {

/// Python's class of sentences (slots text, start, end and kind) and the names of the kinds, in the order of
/// SentenceKind: looked up once, not for every text.
class SentenceClass {
  public:
    SentenceClass(const py::type& type, const py::tuple& kinds)
        : make_(type, {"text", "start", "end", "kind"}), kinds_(kinds) {}

    [[nodiscard]] py::object operator()(py::object text, std::size_t begin, std::size_t end, std::size_t kind) const {
        return make_({std::move(text), to_int(begin), to_int(end), kinds_[kind]});
    }
    [[nodiscard]] const py::tuple& kinds() const { return kinds_; }

  private:
    SlotClass<4> make_;
    py::tuple kinds_;
};

}  // namespace twicetold::bindings
