#include "bindings.hpp"
#include "sentence_class.hpp"
#include "texts.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/span_offsets.hpp"

namespace twicetold::bindings {

void bind_sentences(py::module_& m) {
    py::class_<SentenceClass>(m, "SentenceClass")
        .def(py::init<const py::type&, const py::tuple&>(), py::arg("type"), py::arg("kinds"));
    m.def(
        "sentences",
        [](const py::object& text, const SentenceClass& make) {
            const OneText one(text, "text");
            const auto sentences = without_gil([&] { return split_sentences(one.view()); });
            SpanOffsets offsets(one.view());
            return list_of(sentences.size(), [&](std::size_t k) {
                const Span span = offsets(sentences[k].span);
                return make(slice_of(text, span), span.begin, span.end, static_cast<std::size_t>(sentences[k].kind));
            });
        },
        py::arg("text"), py::arg("make"));
}

}  // namespace twicetold::bindings
