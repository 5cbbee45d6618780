#include "arrays.hpp"
#include "bindings.hpp"
#include "join_options.hpp"
#include "texts.hpp"
#include "twicetold/dedup/leaks.hpp"

namespace twicetold::bindings {

void bind_leaks(py::module_& m) {
    m.def(
        "find_leaks",
        [](const TextSource& train, const TextSource& test, double threshold, const std::string& measure,
           std::string_view shingle, const std::string& method, double recall, std::size_t slots, std::size_t max_pairs,
           std::ptrdiff_t threads, const py::object& progress) {
            const DuplicateOptions options{{threshold, recall, slots, max_pairs},
                                           ShingleSpec::parse(shingle),
                                           method_of(method),
                                           measure_of(measure)};
            const Control control = control_of(threads, progress);
            auto found = without_gil([&] { return find_leaks(train, test, options, control); });
            return py::make_tuple(to_numpy(std::move(found.pairs)), found.complete, to_numpy(std::move(found.node_of)),
                                  to_numpy(std::move(found.node_pairs)), to_numpy(std::move(found.shingle_counts)),
                                  cost_of(found.cost));
        },
        py::arg("train"), py::arg("test"), py::kw_only(), py::arg("threshold"), py::arg("measure"), py::arg("shingle"),
        py::arg("method"), py::arg("recall"), py::arg("slots"), py::arg("max_pairs"), py::arg("threads"),
        py::arg("progress"));
}

}  // namespace twicetold::bindings
