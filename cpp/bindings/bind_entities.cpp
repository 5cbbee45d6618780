#include "bindings.hpp"
#include "spans.hpp"
#include "texts.hpp"
#include "twicetold/text/entities.hpp"

namespace twicetold::bindings {

void bind_entities(py::module_& m) {
    m.def(
        "entities",
        [](const py::object& text) {
            const OneText one(text, "text");
            const auto entities = without_gil([&] { return find_entities(one.view()); });
            CodePointSpans spans(one.view());
            py::list result;
            for (const Entity& entity : entities) {
                if (result.size() % 8192 == 8191) {
                    check_signals();
                }
                result.append(py::make_tuple(spans(entity.span), static_cast<int>(entity.kind)));
            }
            return result;
        },
        py::arg("text"));
}

}  // namespace twicetold::bindings
