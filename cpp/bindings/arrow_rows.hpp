#pragma once

// What Python sees of a table in Arrow's layout: its length, its capsules, its pickle.

#include <pybind11/pybind11.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>

#include "arrow_tables.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

template <class Structure>
void release_capsule(PyObject* capsule) {
    auto* structure = static_cast<Structure*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
    if (structure->release != nullptr) {  // else a consumer has taken it over
        structure->release(structure);
    }
    delete structure;
}

/// A capsule around a structure that `fill` fills.
template <class Structure, class Fill>
py::capsule capsule_of(const char* name, Fill fill) {
    auto structure = std::make_unique<Structure>();
    fill(structure.get());
    return py::capsule(structure.release(), name, &release_capsule<Structure>);
}

/// The buffers of a table, in the order in which they are pickled.
auto buffers_of(auto& table, auto& kinds) {
    if constexpr (requires { table.kinds; }) {
        return std::tie(table.present.bits, table.offsets, table.texts.offsets, table.texts.bytes, table.starts,
                        table.ends, table.kinds, kinds.offsets, kinds.bytes);
    } else {
        return std::tie(table.present.bits, table.texts.offsets, table.texts.bytes);
    }
}

template <class Table>
py::tuple to_state(const Table& table, const KindNames& kinds) {
    const auto bytes = [](const auto& buffer) {
        return py::bytes(reinterpret_cast<const char*>(buffer.data()), buffer.size() * sizeof(buffer[0]));
    };
    return std::apply([&](const auto&... buffers) { return py::make_tuple(table.present.missing, bytes(buffers)...); },
                      buffers_of(table, kinds));
}

template <class Table>
std::shared_ptr<ArrowTable<Table>> from_state(const py::tuple& state) {
    Table table;
    KindNames kinds;
    table.present.missing = state[0].cast<std::size_t>();
    std::size_t next = 1;
    const auto fill = [&](auto& buffer) {
        const auto bytes = state[next++].cast<std::string_view>();
        buffer.resize(bytes.size() / sizeof(buffer[0]));
        std::ranges::copy(bytes, reinterpret_cast<char*>(buffer.data()));
    };
    std::apply([&](auto&... buffers) { (fill(buffers), ...); }, buffers_of(table, kinds));
    return std::make_shared<ArrowTable<Table>>(std::move(table), std::move(kinds));
}

/// What a consumer of Arrow asks for; the table lives as long as anything that was exported.
template <class Table>
py::class_<ArrowTable<Table>, std::shared_ptr<ArrowTable<Table>>> bind_arrow(py::module_& m, const char* name) {
    using Own = std::shared_ptr<ArrowTable<Table>>;
    const auto column = [](const Own& own) { return std::shared_ptr<const ArrowColumn>(own, &own->column()); };
    const auto schema = [](const Own& own) {
        return capsule_of<ArrowSchema>("arrow_schema",
                                       [&](ArrowSchema* schema) { export_schema(own->column(), schema); });
    };
    py::class_<ArrowTable<Table>, Own> bound(m, name);
    bound.def("__len__", [](const Own& own) { return own->table().rows(); })
        .def("arrow_schema", schema)
        .def("arrow_array",
             [=](const Own& own) {
                 const auto fill = [&](ArrowArray* array) { export_array(column(own), array); };
                 return py::make_tuple(schema(own), capsule_of<ArrowArray>("arrow_array", fill));
             })
        .def("arrow_stream",
             [=](const Own& own) {
                 const auto fill = [&](ArrowArrayStream* stream) { export_stream(column(own), stream); };
                 return capsule_of<ArrowArrayStream>("arrow_array_stream", fill);
             })
        .def(py::pickle([](const Own& own) { return to_state(own->table(), own->kinds()); },
                        [](const py::tuple& state) { return from_state<Table>(state); }));
    return bound;
}

}  // namespace twicetold::bindings
