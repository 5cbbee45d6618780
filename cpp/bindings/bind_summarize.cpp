#include "arrays.hpp"
#include "bindings.hpp"
#include "sentence_inputs.hpp"
#include "summary_options.hpp"
#include "summary_tuples.hpp"
#include "texts.hpp"
#include "twicetold/stories/together.hpp"
#include "twicetold/summary/summarize.hpp"

namespace twicetold::bindings {

namespace {

std::vector<Budget> budgets_of(const std::string& unit, const Array<double>& amounts) {
    std::vector<Budget> budgets;
    for (const double amount : view(amounts)) {
        budgets.push_back(budget_of(unit, amount));
    }
    return budgets;
}

py::tuple summarize_one(const py::object& text, const SummaryOptions& options, const py::object& spans,
                        const py::object& vectors, const py::object& query) {
    const OneText one(text, "text");
    if (spans.is_none() && vectors.is_none()) {
        return to_tuple(without_gil([&] { return summarize(one.view(), options); }), one.view());
    }
    const std::vector<Sentence> sentences = sentences_at(one.view(), spans);
    const KnownVectors known(vectors, query);
    Summary summary = without_gil([&] {
        SummaryScratch scratch;
        text_terms(one.view(), sentences, scratch.terms, scratch.term_scratch, options.terms());
        const TextTerms* terms = &scratch.terms;
        return summarize_terms({&terms, 1}, options, scratch, known.knowledge());
    });
    return to_tuple(std::move(summary), one.view());
}

py::tuple summarize_many(const TextSource& texts, const SummaryOptions& options, const py::object& spans,
                         const py::object& vectors, const py::object& query) {
    const HeldTexts held(texts);
    std::vector<std::vector<Sentence>> sentences;
    for (std::size_t row = 0; !spans.is_none() && row < texts.size(); ++row) {
        sentences.push_back(sentences_at(held.views()[row], spans[py::int_(row)]));
    }
    const KnownVectors known(vectors, query);
    SupportedSummary made = without_gil([&] {
        std::vector<TextTerms> terms(texts.size());
        std::vector<const TextTerms*> pointers;
        TermScratch scratch;
        for (std::size_t row = 0; row < terms.size(); ++row) {
            if (sentences.empty()) {
                text_terms(held.views()[row], terms[row], scratch, options.terms());
            } else {
                text_terms(held.views()[row], sentences[row], terms[row], scratch, options.terms());
            }
            pointers.push_back(&terms[row]);
        }
        return summarize_with_support(pointers, options, known.knowledge());
    });
    return to_tuple(
        std::move(made.summary), [&](std::size_t document) { return held.views()[document]; },
        [&](std::size_t k) { return made.support[k].size(); });
}

std::unique_ptr<SummaryRows> summarize_rows(const py::object& source, const SummaryOptions& options,
                                            const std::string& unit, const Array<double>& amounts,
                                            const py::object& languages, std::ptrdiff_t threads,
                                            const py::object& progress) {
    const auto& texts = source.cast<const TextSource&>();
    const Control control = control_of(threads, progress);
    const std::vector<Budget> budgets = budgets_of(unit, amounts);
    const RowOptions rows{budgets, languages.is_none() ? nullptr : languages.cast<const TextSource*>()};
    auto summaries = without_gil([&] { return summarize_each(texts, options, control, rows); });
    return std::make_unique<SummaryRows>(source, texts, std::move(summaries));
}

}  // namespace

void bind_summarize(py::module_& m) {
    bind_summary_options(m);
    m.def("summarize", &summarize_one, py::arg("text"), py::arg("options"), py::arg("spans"), py::arg("vectors"),
          py::arg("query"));
    py::class_<SummaryRows>(m, "SummaryRows")
        .def("__len__", &SummaryRows::size)
        .def("__getitem__", &SummaryRows::row, py::arg("row"))
        .def("warnings", &SummaryRows::warnings);
    m.def("summarize_each", &summarize_rows, py::arg("texts"), py::arg("options"), py::arg("unit"), py::arg("amounts"),
          py::arg("languages"), py::arg("threads"), py::arg("progress"));
    m.def("summarize_together", &summarize_many, py::arg("texts"), py::arg("options"), py::arg("spans"),
          py::arg("vectors"), py::arg("query"));
}

}  // namespace twicetold::bindings
