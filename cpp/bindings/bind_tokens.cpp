#include "arrays.hpp"
#include "bindings.hpp"
#include "objects.hpp"
#include "texts.hpp"
#include "twicetold/text/fold_spans.hpp"
#include "twicetold/text/span_offsets.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold::bindings {

void bind_tokens(py::module_& m) {
    m.def("fold", [](const py::object& text) { return to_str(fold(OneText(text, "text").view())); }, py::arg("text"));
    m.def(
        "fold_spans",
        [](const py::object& text) {
            const OneText one(text, "text");
            FoldSpans spans = without_gil([&] { return fold_spans(one.view()); });
            return py::make_tuple(to_str(spans.folded), to_numpy(std::move(spans.starts)),
                                  to_numpy(std::move(spans.ends)));
        },
        py::arg("text"));
    m.def(
        "tokens",
        [](const py::object& text, const py::type& type) {
            const OneText one(text, "text");
            TokenizedText tokenized;
            without_gil([&] { tokenized.assign(one.view()); });
            const TupleClass make(type);
            SpanOffsets offsets(one.view());
            return list_of(tokenized.tokens().size(), [&](std::size_t k) {
                const Token& token = tokenized.tokens()[k];
                const Span span = offsets(token.source);
                return make(py::make_tuple(to_str(tokenized.folded(token)), to_int(span.begin), to_int(span.end)));
            });
        },
        py::arg("text"), py::arg("type"));
}

}  // namespace twicetold::bindings
