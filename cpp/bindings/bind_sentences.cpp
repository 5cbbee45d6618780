#include "bindings.hpp"
#include "objects.hpp"
#include "sentence_object.hpp"
#include "texts.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/span_offsets.hpp"

namespace twicetold::bindings {

void bind_sentences(py::module_& m) {
    const py::type type = make_sentence_type();
    m.attr("Sentence") = type;
    m.def(
        "sentences",
        [type](const py::object& text) {
            const OneText one(text, "text");
            const auto sentences = without_gil([&] { return split_sentences(one.view()); });
            SpanOffsets offsets(one.view());
            return list_of(sentences.size(), [&](std::size_t k) {
                return make_sentence(type, text, offsets(sentences[k].span), sentences[k].kind);
            });
        },
        py::arg("text"));
}

}  // namespace twicetold::bindings
