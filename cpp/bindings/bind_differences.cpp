#include <pybind11/stl.h>

#include <vector>

#include "arrays.hpp"
#include "bindings.hpp"
#include "spans.hpp"
#include "texts.hpp"
#include "twicetold/stories/differences.hpp"
#include "twicetold/stories/numbers.hpp"
#include "twicetold/stories/story_texts.hpp"

namespace twicetold::bindings {

namespace {

Span span_of(SentenceAt at, std::span<const TextTerms* const> texts) {
    return texts[at.document]->sentences[at.index].span;
}

py::tuple to_tuple(const Version& version, std::span<const TextTerms* const> texts,
                   std::span<const std::uint32_t> rows) {
    CodePointSpans spans(texts[version.sentence.document]->text);
    py::list holders;
    for (const std::uint32_t document : version.documents) {
        holders.append(rows[document]);
    }
    return py::make_tuple(rows[version.sentence.document], spans(span_of(version.sentence, texts)), holders,
                          version.numbers, version.negation);
}

}  // namespace

void bind_differences(py::module_& m) {
    m.def(
        "story_differences",
        [](const TextSource& texts, const Array<std::uint32_t>& rows) {
            const StoryTexts story = without_gil([&] { return StoryTexts(texts, view(rows)); });
            const Differences made = without_gil([&] { return find_differences(story.terms()); });
            py::list found;
            for (const Difference& difference : made.found) {
                py::list versions;
                for (const Version& version : difference.versions) {
                    versions.append(to_tuple(version, story.terms(), view(rows)));
                }
                found.append(versions);
            }
            return py::make_tuple(found, made.complete);
        },
        py::arg("texts"), py::arg("rows"));
    m.def(
        "numbers",
        [](const py::object& text) {
            const OneText one(text, "text");
            std::vector<NumberAt> numbers;
            read_numbers(one.view(), numbers);
            CodePointSpans spans(one.view());
            py::list found;
            for (const NumberAt& number : numbers) {
                found.append(py::make_tuple(spans(number.span), number.value));
            }
            return found;
        },
        py::arg("text"));
}

}  // namespace twicetold::bindings
