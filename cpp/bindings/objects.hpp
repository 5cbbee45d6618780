#pragma once

// Makes many Python objects of one class fast: without calling the class, whose __init__ costs ten times as much.

#include <pybind11/pybind11.h>

#include <cstddef>

#include "bindings.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

/// Instances of a NamedTuple: tuple.__new__(type, values), which is all that calling one does. They are taken out of
/// the garbage collector's sight, so values must not refer to other objects: str and int do not.
class TupleClass {
  public:
    explicit TupleClass(const py::type& type) : type_(type) {}

    [[nodiscard]] py::object operator()(const py::tuple& values) const {
        auto* type = reinterpret_cast<PyTypeObject*>(type_.ptr());
        auto object =
            py::reinterpret_steal<py::object>(PyTuple_Type.tp_new(type, py::make_tuple(values).ptr(), nullptr));
        if (!object) {
            throw py::error_already_set();
        }
        PyObject_GC_UnTrack(object.ptr());
        return object;
    }

  private:
    py::type type_;
};

/// A list of n objects, `make(k)` each.
template <class Make>
py::list list_of(std::size_t n, Make make) {
    py::list list(n);
    for (std::size_t k = 0; k < n; ++k) {
        if (k % 8192 == 8191) {
            check_signals();
        }
        PyList_SET_ITEM(list.ptr(), static_cast<py::ssize_t>(k), make(k).release().ptr());
    }
    return list;
}

[[nodiscard]] inline py::object to_int(std::size_t value) {
    return py::reinterpret_steal<py::object>(PyLong_FromSize_t(value));
}

}  // namespace twicetold::bindings
