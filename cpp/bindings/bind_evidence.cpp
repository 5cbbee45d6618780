#include "bindings.hpp"
#include "spans.hpp"
#include "texts.hpp"
#include "twicetold/dedup/evidence.hpp"

namespace twicetold::bindings {

namespace {

py::list spans_of(const std::vector<Span>& spans, CodePointSpans& convert) {
    py::list result;
    for (const Span& span : spans) {
        result.append(convert(span));
    }
    return result;
}

}  // namespace

void bind_evidence(py::module_& m) {
    m.def(
        "compare",
        [](const py::object& left, const py::object& right, std::string_view shingle) {
            const OneText a(left, "a");
            const OneText b(right, "b");
            const ShingleSpec spec = ShingleSpec::parse(shingle);
            const Evidence evidence = without_gil([&] { return compare(a.view(), b.view(), spec); });
            CodePointSpans left_spans(a.view());
            CodePointSpans right_spans(b.view());
            py::list passages;
            for (const Passage& passage : evidence.passages) {
                passages.append(py::make_tuple(left_spans(passage.left), right_spans(passage.right), passage.tokens));
            }
            return py::make_tuple(
                py::make_tuple(evidence.jaccard, evidence.left_in_right, evidence.right_in_left, evidence.token_ratio),
                passages, spans_of(evidence.only_left, left_spans), spans_of(evidence.only_right, right_spans));
        },
        py::arg("left"), py::arg("right"), py::arg("shingle"));
}

}  // namespace twicetold::bindings
