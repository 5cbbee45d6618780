#include "bindings.hpp"
#include "spans.hpp"
#include "texts.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold::bindings {

void bind_tokens(py::module_& m) {
    m.def("fold", [](const py::object& text) { return to_str(fold(OneText(text, "text").view())); }, py::arg("text"));
    m.def(
        "tokens",
        [](const py::object& text) {
            const OneText one(text, "text");
            TokenizedText tokenized;
            without_gil([&] { tokenized.assign(one.view()); });
            CodePointSpans spans(one.view());
            py::list result;
            for (const Token& token : tokenized.tokens()) {
                result.append(py::make_tuple(to_str(tokenized.folded(token)), spans(token.source)));
            }
            return result;
        },
        py::arg("text"));
}

}  // namespace twicetold::bindings
