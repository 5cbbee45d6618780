#include "bindings.hpp"
#include "spans.hpp"
#include "texts.hpp"
#include "twicetold/text/sentences.hpp"

namespace twicetold::bindings {

void bind_sentences(py::module_& m) {
    m.def(
        "sentences",
        [](const py::object& text) {
            const OneText one(text, "text");
            const auto sentences = without_gil([&] { return split_sentences(one.view()); });
            CodePointSpans spans(one.view());
            py::list result;
            for (const Sentence& sentence : sentences) {
                result.append(py::make_tuple(spans(sentence.span), static_cast<int>(sentence.kind)));
            }
            return result;
        },
        py::arg("text"));
}

}  // namespace twicetold::bindings
