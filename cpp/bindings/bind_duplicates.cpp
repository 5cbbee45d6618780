#include "arrays.hpp"
#include "bindings.hpp"
#include "join_options.hpp"
#include "texts.hpp"
#include "twicetold/dedup/duplicates.hpp"

namespace twicetold::bindings {

void bind_duplicates(py::module_& m) {
    PYBIND11_NUMPY_DTYPE(TextPair, left, right, similarity, left_in_right, right_in_left);
    m.attr("pair_dtype") = py::dtype::of<TextPair>();
    m.def(
        "find_duplicates",
        [](const TextSource& texts, const Array<std::uint32_t>& priority, double threshold, const std::string& measure,
           std::string_view shingle, const std::string& method, double recall, std::size_t slots, std::size_t max_pairs,
           std::size_t cache_bytes, std::ptrdiff_t threads, const py::object& progress) {
            const DuplicateOptions options{{threshold, recall, slots, max_pairs, cache_bytes},
                                           ShingleSpec::parse(shingle),
                                           method_of(method),
                                           measure_of(measure)};
            const Control control = control_of(threads, progress);
            auto found = without_gil([&] { return find_duplicates(texts, options, view(priority), control); });
            return py::make_tuple(to_numpy(std::move(found.pairs)), found.complete, to_numpy(std::move(found.node_of)),
                                  to_numpy(std::move(found.node_pairs)), to_numpy(std::move(found.node_sizes)),
                                  to_numpy(std::move(found.priority)), to_numpy(std::move(found.shingle_counts)),
                                  cost_of(found.cost));
        },
        py::arg("texts"), py::arg("priority"), py::kw_only(), py::arg("threshold"), py::arg("measure"),
        py::arg("shingle"), py::arg("method"), py::arg("recall"), py::arg("slots"), py::arg("max_pairs"),
        py::arg("cache_bytes"), py::arg("threads"), py::arg("progress"));
}

}  // namespace twicetold::bindings
