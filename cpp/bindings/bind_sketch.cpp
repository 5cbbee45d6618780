#include "arrays.hpp"
#include "bindings.hpp"
#include "texts.hpp"
#include "twicetold/dedup/bands.hpp"
#include "twicetold/dedup/shingles.hpp"
#include "twicetold/dedup/sketch_texts.hpp"

namespace twicetold::bindings {

void bind_sketch(py::module_& m) {
    m.def(
        "shingles",
        [](const py::object& text, std::string_view shingle) {
            const OneText one(text, "text");
            Shingler shingler(ShingleSpec::parse(shingle));
            const auto hashes = without_gil([&] { return shingler(one.view()); });
            return to_numpy(std::vector<std::uint64_t>(hashes.begin(), hashes.end()));
        },
        py::arg("text"), py::arg("shingle"));
    m.def(
        "sketch",
        [](const TextSource& texts, std::string_view shingle, std::size_t slots, std::ptrdiff_t threads,
           const py::object& progress) {
            const ShingleSpec spec = ShingleSpec::parse(shingle);
            const Control control = control_of(threads, progress);
            auto values = without_gil([&] { return sketch_texts(texts, spec, slots, control); });
            return to_numpy(std::move(values),
                            {static_cast<py::ssize_t>(texts.size()), static_cast<py::ssize_t>(slots)});
        },
        py::arg("texts"), py::arg("shingle"), py::arg("slots"), py::arg("threads"), py::arg("progress"));
    m.def(
        "banding",
        [](double threshold, double recall, std::size_t slots) {
            const Banding banding = choose_banding(threshold, recall, slots);
            return py::make_tuple(banding.rows, banding.count, banding.recall(threshold));
        },
        py::arg("threshold"), py::arg("recall"), py::arg("slots"));
    m.def(
        "bands",
        [](const Array<std::uint32_t>& sketches, std::size_t slots, std::size_t rows, std::size_t count) {
            const auto values = view(sketches);
            const std::size_t texts = values.size() / slots;
            auto keys = without_gil([&] { return band_keys(values, slots, {rows, count}); });
            return to_numpy(std::move(keys), {static_cast<py::ssize_t>(texts), static_cast<py::ssize_t>(count)});
        },
        py::arg("sketches"), py::arg("slots"), py::arg("rows"), py::arg("count"));
}

}  // namespace twicetold::bindings
