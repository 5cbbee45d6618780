#include "arrays.hpp"
#include "bindings.hpp"
#include "twicetold/dedup/groups.hpp"

namespace twicetold::bindings {

namespace {

/// (representative, similarity) of each text.
py::tuple to_tuple(Representatives&& found) {
    return py::make_tuple(to_numpy(std::move(found.of)), to_numpy(std::move(found.similarity)));
}

}  // namespace

void bind_groups(py::module_& m) {
    PYBIND11_NUMPY_DTYPE(Pair, left, right, similarity);
    m.attr("node_pair_dtype") = py::dtype::of<Pair>();
    m.def(
        "representatives",
        [](const Array<Pair>& pairs, const Array<std::uint32_t>& priority) {
            return to_tuple(without_gil([&] { return representatives(view(pairs), view(priority)); }));
        },
        py::arg("pairs"), py::arg("priority"));
    m.def(
        "representatives_of_nodes",
        [](const Array<Pair>& pairs, const Array<std::uint32_t>& priority, const Array<std::uint32_t>& node_of) {
            return to_tuple(without_gil([&] { return representatives(view(pairs), view(priority), view(node_of)); }));
        },
        py::arg("pairs"), py::arg("priority"), py::arg("node_of"));
}

}  // namespace twicetold::bindings
