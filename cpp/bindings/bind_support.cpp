#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bindings.hpp"
#include "spans.hpp"
#include "texts.hpp"
#include "twicetold/stories/story_texts.hpp"
#include "twicetold/stories/support.hpp"

namespace twicetold::bindings {

namespace {

py::list to_list(const std::vector<Support>& support, std::span<const TextTerms* const> texts,
                 std::span<const std::uint32_t> rows) {
    py::list found;
    for (const Support& other : support) {
        CodePointSpans spans(texts[other.document]->text);
        found.append(py::make_tuple(rows[other.document], spans(other.span), other.kind == SupportKind::copy,
                                    other.numbers_differ));
    }
    return found;
}

}  // namespace

void bind_support(py::module_& m) {
    m.def(
        "story_support",
        [](const TextSource& texts, const Array<std::uint32_t>& rows, const std::vector<std::uint32_t>& asked) {
            const StoryTexts story = without_gil([&] { return StoryTexts(texts, view(rows)); });
            SupportFinder finder(story.terms());
            py::list found;
            for (const std::uint32_t document : asked) {
                const TextTerms& text = story.of(document);
                CodePointSpans spans(text.text);
                for (std::size_t index = 0; index < text.sentences.size(); ++index) {
                    const auto support = without_gil([&] { return finder.support_of({document, index}); });
                    found.append(py::make_tuple(view(rows)[document], spans(text.sentences[index].span),
                                                static_cast<int>(text.sentences[index].kind),
                                                to_list(support, story.terms(), view(rows))));
                }
            }
            return found;
        },
        py::arg("texts"), py::arg("rows"), py::arg("asked"));
}

}  // namespace twicetold::bindings
