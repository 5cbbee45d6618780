#include <algorithm>
#include <iterator>

#include "bindings.hpp"
#include "texts.hpp"
#include "twicetold/dedup/evidence.hpp"
#include "twicetold/text/span_offsets.hpp"

namespace twicetold::bindings {

namespace {

py::tuple tuple_of(Span span) {
    return py::make_tuple(span.begin, span.end);
}

py::list spans_of(std::string_view text, const std::vector<Span>& spans) {
    py::list result;
    for (const Span& span : code_point_spans(text, spans)) {
        result.append(tuple_of(span));
    }
    return result;
}

/// The spans of passages in one of the texts.
std::vector<Span> side_of(std::string_view text, const std::vector<Passage>& passages, Span Passage::* side) {
    std::vector<Span> spans;
    std::ranges::transform(passages, std::back_inserter(spans), side);
    return code_point_spans(text, std::move(spans));
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
            const std::vector<Span> left_spans = side_of(a.view(), evidence.passages, &Passage::left);
            const std::vector<Span> right_spans = side_of(b.view(), evidence.passages, &Passage::right);
            py::list passages;
            for (std::size_t k = 0; k < evidence.passages.size(); ++k) {
                const std::size_t tokens = evidence.passages[k].tokens;
                passages.append(py::make_tuple(tuple_of(left_spans[k]), tuple_of(right_spans[k]), tokens));
            }
            return py::make_tuple(
                py::make_tuple(evidence.jaccard, evidence.left_in_right, evidence.right_in_left, evidence.token_ratio),
                passages, spans_of(a.view(), evidence.only_left), spans_of(b.view(), evidence.only_right));
        },
        py::arg("left"), py::arg("right"), py::arg("shingle"));
}

}  // namespace twicetold::bindings
