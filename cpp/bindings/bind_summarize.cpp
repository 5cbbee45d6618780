#include "arrays.hpp"
#include "bindings.hpp"
#include "spans.hpp"
#include "summary_options.hpp"
#include "texts.hpp"
#include "twicetold/summary/summarize.hpp"

namespace twicetold::bindings {

namespace {

/// Texts that lie in memory all at once, as code that looks at many of them together needs them.
class HeldTexts {
  public:
    explicit HeldTexts(const TextSource& texts) : buffers_(texts.size()) {
        for (std::size_t row = 0; row < texts.size(); ++row) {
            views_.push_back(texts.text(row, buffers_[row]));
        }
    }
    [[nodiscard]] const std::vector<std::string_view>& views() const { return views_; }

  private:
    std::vector<std::string> buffers_;
    std::vector<std::string_view> views_;
};

py::list warnings_of(const std::vector<SummaryWarning>& warnings) {
    py::list result;
    for (const SummaryWarning& warning : warnings) {
        result.append(py::make_tuple(static_cast<int>(warning.kind), warning.asked, warning.got));
    }
    return result;
}

/// `text_of(document)` is the text that spans of a document count in.
template <class TextOf>
py::tuple to_tuple(Summary&& summary, TextOf&& text_of) {
    py::list sentences;
    for (const SummarySentence& sentence : summary.sentences) {
        CodePointSpans spans(text_of(sentence.document));
        sentences.append(py::make_tuple(sentence.document, sentence.index, spans(sentence.span), sentence.score,
                                        static_cast<int>(sentence.kind)));
    }
    py::list keywords;
    for (const Keyword& keyword : summary.keywords) {
        const std::string_view text = text_of(keyword.document);
        keywords.append(to_str(text.substr(keyword.span.begin, keyword.span.size())));
    }
    return py::make_tuple(sentences, to_numpy(std::move(summary.scores)), keywords, warnings_of(summary.warnings),
                          static_cast<int>(summary.preset));
}

}  // namespace

void bind_summarize(py::module_& m) {
    bind_summary_options(m);
    m.def(
        "summarize",
        [](const py::object& text, const SummaryOptions& options) {
            const OneText one(text, "text");
            Summary summary = without_gil([&] { return summarize(one.view(), options); });
            return to_tuple(std::move(summary), [&](std::size_t) { return one.view(); });
        },
        py::arg("text"), py::arg("options"));
    m.def(
        "summarize_each",
        [](const TextSource& texts, const SummaryOptions& options, std::ptrdiff_t threads, const py::object& progress) {
            const Control control = control_of(threads, progress);
            auto summaries = without_gil([&] { return summarize_each(texts, options, control); });
            py::list result;
            std::string buffer;
            for (std::size_t row = 0; row < summaries.size(); ++row) {
                const std::string_view text = texts.text(row, buffer);
                result.append(to_tuple(std::move(summaries[row]), [&](std::size_t) { return text; }));
            }
            return result;
        },
        py::arg("texts"), py::arg("options"), py::arg("threads"), py::arg("progress"));
    m.def(
        "summarize_together",
        [](const TextSource& texts, const SummaryOptions& options) {
            const HeldTexts held(texts);
            Summary summary = without_gil([&] { return summarize_together(held.views(), options); });
            return to_tuple(std::move(summary), [&](std::size_t document) { return held.views()[document]; });
        },
        py::arg("texts"), py::arg("options"));
}

}  // namespace twicetold::bindings
