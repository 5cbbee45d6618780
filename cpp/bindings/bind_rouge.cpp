#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bindings.hpp"
#include "twicetold/evaluation/bootstrap.hpp"
#include "twicetold/evaluation/rouge.hpp"

namespace twicetold::bindings {

void bind_rouge(py::module_& m) {
    PYBIND11_NUMPY_DTYPE(RougeScore, precision, recall, f1);
    m.def(
        "rouge_tokens",
        [](const TextSource& texts, std::ptrdiff_t threads, const py::object& progress) {
            const Control control = control_of(threads, progress);
            const RougeTokens tokens = without_gil([&] { return fitting_rouge_tokens(texts, control); });
            return tokens == RougeTokens::english ? "english" : "unicode";
        },
        py::arg("texts"), py::arg("threads"), py::arg("progress"));
    m.def(
        "rouge",
        [](const TextSource& candidates, const TextSource& references, const Array<std::int64_t>& first,
           const std::vector<std::string>& measures, std::string_view tokens, bool stem, std::string_view several,
           std::ptrdiff_t threads, const py::object& progress) {
            RougeOptions options{{}, parse_rouge_tokens(tokens), stem, parse_rouge_several(several)};
            for (const std::string& measure : measures) {
                options.measures.push_back(parse_rouge_measure(measure));
            }
            const Control control = control_of(threads, progress);
            auto scores = without_gil([&] { return rouge(candidates, references, view(first), options, control); });
            return to_numpy(std::move(scores), {static_cast<py::ssize_t>(candidates.size()),
                                                static_cast<py::ssize_t>(options.measures.size())});
        },
        py::arg("candidates"), py::arg("references"), py::arg("first"), py::kw_only(), py::arg("measures"),
        py::arg("tokens"), py::arg("stem"), py::arg("several"), py::arg("threads"), py::arg("progress"));
    m.def(
        "bootstrap_means",
        [](const Array<double>& values, std::size_t samples, std::uint64_t seed, std::ptrdiff_t threads,
           const py::object& progress) {
            const auto columns = static_cast<std::size_t>(values.shape(1));
            const Control control = control_of(threads, progress);
            auto means = without_gil([&] { return bootstrap_means(view(values), columns, samples, seed, control); });
            return to_numpy(std::move(means), {static_cast<py::ssize_t>(samples), static_cast<py::ssize_t>(columns)});
        },
        py::arg("values"), py::arg("samples"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace twicetold::bindings
