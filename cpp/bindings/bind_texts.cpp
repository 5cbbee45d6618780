#include "arrays.hpp"
#include "arrow.hpp"
#include "bindings.hpp"
#include "texts.hpp"
#include "twicetold/text/measures.hpp"

namespace twicetold::bindings {

void bind_texts(py::module_& m) {
    py::class_<TextSource>(m, "Texts")
        .def_static(
            "from_sequence",
            [](const py::object& sequence) -> std::unique_ptr<TextSource> {
                return std::make_unique<PythonTexts>(sequence);
            },
            py::arg("sequence"))
        .def_static("from_arrow", &texts_from_arrow, py::arg("capsule"), py::arg("column"))
        .def_static("from_arrow_array", &texts_from_arrow_array, py::arg("schema"), py::arg("array"), py::arg("column"))
        .def("__len__", &TextSource::size)
        .def(
            "text",
            [](const TextSource& texts, std::size_t row) -> py::object {
                if (const auto* own = dynamic_cast<const PythonTexts*>(&texts);
                    own != nullptr && PyUnicode_Check(own->item(row).ptr())) {
                    return own->item(row);  // as it is, lone surrogates included
                }
                std::string buffer;
                return to_str(texts.text(row, buffer));
            },
            py::arg("row"))
        .def("missing", [](const TextSource& texts) { return to_numpy(missing_rows(texts)).attr("view")("bool"); })
        .def("code_points", [](const TextSource& texts) { return to_numpy(code_points(texts)); });
}

}  // namespace twicetold::bindings
