#include <algorithm>

#include "arrow_rows.hpp"
#include "bindings.hpp"
#include "objects.hpp"
#include "sentence_object.hpp"
#include "texts.hpp"

namespace twicetold::bindings {

namespace {

/// The list of `make(k)` for the spans k of a row, None if it is missing.
template <class Make>
py::object row_of(const SpanTable& table, std::size_t row, Make make) {
    if (!table.present[row]) {
        return py::none();
    }
    const auto begin = static_cast<std::size_t>(table.offsets[row]);
    return list_of(static_cast<std::size_t>(table.offsets[row + 1]) - begin,
                   [&](std::size_t k) { return make(begin + k); });
}

py::object sentences_of(const ArrowSpans& spans, std::size_t row, const py::type& type) {
    const SpanTable& table = spans.table();
    return row_of(table, row, [&](std::size_t k) {
        const Span span{static_cast<std::size_t>(table.starts[k]), static_cast<std::size_t>(table.ends[k])};
        return make_whole_sentence(type, to_str(table.texts[k]), span, static_cast<SentenceKind>(table.kinds[k]));
    });
}

py::object tokens_of(const ArrowSpans& spans, std::size_t row, const py::type& type) {
    const SpanTable& table = spans.table();
    const TupleClass make(type);
    return row_of(table, row, [&](std::size_t k) {
        return make(py::make_tuple(to_str(table.texts[k]), table.starts[k], table.ends[k]));
    });
}

/// Makes `table(texts, control)` without the GIL.
template <class Make>
auto run(const TextSource& texts, std::ptrdiff_t threads, const py::object& progress, Make table) {
    const Control control = control_of(threads, progress);
    return without_gil([&] { return table(texts, control); });
}

}  // namespace

void bind_text_tables(py::module_& m) {
    const py::type sentence = m.attr("Sentence");
    bind_arrow<SpanTable>(m, "SpanRows")
        .def(
            "sentences",
            [sentence](const ArrowSpans& spans, std::size_t row) { return sentences_of(spans, row, sentence); },
            py::arg("row"))
        .def("tokens", &tokens_of, py::arg("row"), py::arg("type"));
    bind_arrow<FoldTable>(m, "FoldRows")
        .def(
            "text",
            [](const ArrowFolds& folds, std::size_t row) -> py::object {
                return folds.table().present[row] ? py::object(to_str(folds.table().texts[row])) : py::none();
            },
            py::arg("row"));
    m.def(
        "sentence_rows",
        [](const TextSource& texts, std::ptrdiff_t threads, const py::object& progress) {
            KindNames names;
            std::ranges::for_each(sentence_kind_names, [&](const char* name) { names.push_back(name); });
            return std::make_shared<ArrowSpans>(run(texts, threads, progress, &sentence_table), std::move(names));
        },
        py::arg("texts"), py::arg("threads"), py::arg("progress"));
    m.def(
        "token_rows",
        [](const TextSource& texts, std::ptrdiff_t threads, const py::object& progress) {
            return std::make_shared<ArrowSpans>(run(texts, threads, progress, &token_table));
        },
        py::arg("texts"), py::arg("threads"), py::arg("progress"));
    m.def(
        "fold_rows",
        [](const TextSource& texts, std::ptrdiff_t threads, const py::object& progress) {
            return std::make_shared<ArrowFolds>(run(texts, threads, progress, &fold_table));
        },
        py::arg("texts"), py::arg("threads"), py::arg("progress"));
}

}  // namespace twicetold::bindings
