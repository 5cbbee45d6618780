#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bindings.hpp"
#include "spans.hpp"
#include "texts.hpp"
#include "twicetold/stories/copies.hpp"
#include "twicetold/stories/stories.hpp"

namespace twicetold::bindings {

namespace {

/// None or the column.
const TextSource* optional(const py::object& column) {
    return column.is_none() ? nullptr : column.cast<const TextSource*>();
}

StoryThreshold threshold_of(const py::object& threshold) {
    return py::isinstance<py::str>(threshold) ? StoryThreshold(std::string_view(threshold.cast<std::string>()))
                                              : StoryThreshold(threshold.cast<double>());
}

py::tuple span_in(const TextSource& texts, std::size_t row, Span span, std::string& buffer) {
    return CodePointSpans(texts.text(row, buffer))(span);
}

py::tuple to_tuple(const StorySentence& sentence, const TextSource& texts, std::string& buffer) {
    py::list support;
    for (const Support& other : sentence.support) {
        support.append(py::make_tuple(other.document, span_in(texts, other.document, other.span, buffer),
                                      other.kind == SupportKind::copy, other.numbers_differ));
    }
    return py::make_tuple(sentence.row, sentence.index, span_in(texts, sentence.row, sentence.span, buffer),
                          sentence.score, static_cast<int>(sentence.kind), support);
}

py::tuple to_tuple(const Story& story, const TextSource& texts, std::string& buffer) {
    py::list sentences;
    for (const StorySentence& sentence : story.summary) {
        sentences.append(to_tuple(sentence, texts, buffer));
    }
    py::list warnings;
    for (const SummaryWarning& warning : story.warnings) {
        warnings.append(py::make_tuple(static_cast<int>(warning.kind), warning.asked, warning.got));
    }
    py::list terms;
    for (const std::string& term : story.terms) {
        terms.append(to_str(term));
    }
    return py::make_tuple(py::cast(story.members), sentences, warnings,
                          story.title_row ? py::object(py::int_(*story.title_row)) : py::none(), terms,
                          story.similarity);
}

}  // namespace

void bind_stories(py::module_& m) {
    m.def(
        "stories",
        [](const TextSource& texts, const py::object& titles, const py::object& languages, const Array<double>& days,
           const py::object& threshold, const SummaryOptions& summary, std::ptrdiff_t threads,
           const py::object& progress) {
            const StoriesOptions options{threshold_of(threshold), summary};
            const Control control = control_of(threads, progress);
            StoryInput input{texts, optional(titles), optional(languages), view(days)};
            auto copies = without_gil([&] { return fold_copies(input, control); });
            input.duplicate_of = copies.of;
            const auto found = without_gil([&] { return find_stories(input, options, control); });
            py::list stories;
            std::string buffer;
            for (const Story& story : found.stories) {
                stories.append(to_tuple(story, texts, buffer));
            }
            return py::make_tuple(stories, to_numpy(std::move(copies.of)), to_numpy(std::move(copies.similarity)),
                                  found.threshold);
        },
        py::arg("texts"), py::kw_only(), py::arg("titles"), py::arg("languages"), py::arg("days"), py::arg("threshold"),
        py::arg("summary"), py::arg("threads"), py::arg("progress"));
}

}  // namespace twicetold::bindings
