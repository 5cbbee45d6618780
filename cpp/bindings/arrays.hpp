#pragma once

// The one place where arrays of the core become NumPy arrays, and back. Both are row-major.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace twicetold::bindings {

namespace py = pybind11;

template <class T>
using Array = py::array_t<T, py::array::c_style | py::array::forcecast>;

/// Gives the memory of `values` to a NumPy array of this shape.
template <class T>
py::array_t<T> to_numpy(std::vector<T>&& values, std::vector<py::ssize_t> shape) {
    auto owner = std::make_unique<std::vector<T>>(std::move(values));
    T* data = owner->data();
    const py::capsule capsule(owner.release(), [](void* p) { delete static_cast<std::vector<T>*>(p); });
    return py::array_t<T>(std::move(shape), data, capsule);
}

template <class T>
py::array_t<T> to_numpy(std::vector<T>&& values) {
    const auto size = static_cast<py::ssize_t>(values.size());
    return to_numpy(std::move(values), {size});
}

/// A view of a one-dimensional (or flattened) array; the array must outlive it.
template <class T>
std::span<const T> view(const Array<T>& array) {
    return {array.data(), static_cast<std::size_t>(array.size())};
}

}  // namespace twicetold::bindings
