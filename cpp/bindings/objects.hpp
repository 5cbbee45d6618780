#pragma once

// Makes many Python objects of one class fast: without calling the class, whose __init__ costs ten times as much.

#include <pybind11/pybind11.h>

#include <array>
#include <cstddef>
#include <string>

#include "twicetold/base/span.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

/// Instances of a class with these __slots__ (such as a dataclass), with the slots filled and nothing else run. They
/// are taken out of the garbage collector's sight, so values must not refer to other objects: str and int do not.
template <std::size_t n>
class SlotClass {
  public:
    SlotClass(const py::type& type, const std::array<const char*, n>& slots) : type_(type) {
        for (std::size_t k = 0; k < n; ++k) {
            slots_[k] = type.attr(slots[k]);
            if (Py_TYPE(slots_[k].ptr()) != &PyMemberDescr_Type) {
                throw py::type_error(std::string(slots[k]) + " must be a slot of the class");
            }
        }
    }

    [[nodiscard]] py::object operator()(const std::array<py::object, n>& values) const {
        auto* type = reinterpret_cast<PyTypeObject*>(type_.ptr());
        auto object = py::reinterpret_steal<py::object>(type->tp_alloc(type, 0));
        if (!object) {
            throw py::error_already_set();
        }
        for (std::size_t k = 0; k < n; ++k) {
            // What `object.__setattr__` ends in: a frozen class has no other way to fill its slots either.
            if (PyMemberDescr_Type.tp_descr_set(slots_[k].ptr(), object.ptr(), values[k].ptr()) != 0) {
                throw py::error_already_set();
            }
        }
        PyObject_GC_UnTrack(object.ptr());
        return object;
    }

  private:
    py::type type_;
    std::array<py::object, n> slots_;
};

/// Instances of a NamedTuple: tuple.__new__(type, values), which is all that calling one does. Values as above.
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
        PyList_SET_ITEM(list.ptr(), static_cast<py::ssize_t>(k), make(k).release().ptr());
    }
    return list;
}

/// The code points [begin, end) of a str.
[[nodiscard]] inline py::object slice_of(const py::object& text, Span code_points) {
    return py::reinterpret_steal<py::object>(PyUnicode_Substring(
        text.ptr(), static_cast<py::ssize_t>(code_points.begin), static_cast<py::ssize_t>(code_points.end)));
}

[[nodiscard]] inline py::object to_int(std::size_t value) {
    return py::reinterpret_steal<py::object>(PyLong_FromSize_t(value));
}

}  // namespace twicetold::bindings
