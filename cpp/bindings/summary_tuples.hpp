#pragma once

// Summaries become tuples of Python: those of a column one by one, as they are asked for.

#include <pybind11/pybind11.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "arrays.hpp"
#include "spans.hpp"
#include "texts.hpp"
#include "twicetold/summary/summarize.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

inline py::list warnings_of(const std::vector<SummaryWarning>& warnings) {
    py::list result;
    for (const SummaryWarning& warning : warnings) {
        result.append(py::make_tuple(static_cast<int>(warning.kind), warning.asked, warning.got));
    }
    return result;
}

/// `text_of(document)` is the text that spans of a document count in, `support_of(k)` who says what sentence k says.
template <class TextOf, class SupportOf>
py::tuple to_tuple(Summary summary, TextOf&& text_of, SupportOf&& support_of) {
    py::list sentences;
    std::optional<CodePointSpans> spans;  // of one document; sentences come in document order
    for (std::size_t k = 0; k < summary.sentences.size(); ++k) {
        const SummarySentence& sentence = summary.sentences[k];
        if (k == 0 || sentence.document != summary.sentences[k - 1].document) {
            spans.emplace(text_of(sentence.document));
        }
        sentences.append(py::make_tuple(sentence.document, sentence.index, (*spans)(sentence.span), sentence.score,
                                        static_cast<int>(sentence.kind), support_of(k)));
    }
    py::list keywords;
    for (const Keyword& keyword : summary.keywords) {
        const std::string_view text = text_of(keyword.document);
        keywords.append(to_str(text.substr(keyword.span.begin, keyword.span.size())));
    }
    return py::make_tuple(sentences, to_numpy(std::move(summary.scores)), keywords, warnings_of(summary.warnings),
                          static_cast<int>(summary.preset));
}

/// Of one text, which alone supports its sentences.
inline py::tuple to_tuple(Summary summary, std::string_view text) {
    return to_tuple(std::move(summary), [&](std::size_t) { return text; }, [](std::size_t) { return 1; });
}

/// The summary of each text of a column. Python's objects for one are made when it is asked for: for all of them they
/// take a fifth of the time that finding the summaries does.
class SummaryRows {
  public:
    /// `texts` are those of the TextSource `source`.
    SummaryRows(py::object source, const TextSource& texts, std::vector<Summary> summaries)
        : source_(std::move(source)), texts_(texts), summaries_(std::move(summaries)) {}

    [[nodiscard]] std::size_t size() const { return summaries_.size(); }

    [[nodiscard]] py::tuple row(std::size_t row) const {
        const Summary& summary = summaries_.at(row);
        std::string buffer;
        return to_tuple(summary, texts_.text(row, buffer));
    }

    /// (row, kind, asked, got) of each, in order.
    [[nodiscard]] py::list warnings() const {
        py::list result;
        for (std::size_t row = 0; row < summaries_.size(); ++row) {
            for (const SummaryWarning& warning : summaries_[row].warnings) {
                result.append(py::make_tuple(row, static_cast<int>(warning.kind), warning.asked, warning.got));
            }
        }
        return result;
    }

  private:
    py::object source_;  // keeps the texts alive
    const TextSource& texts_;
    std::vector<Summary> summaries_;
};

}  // namespace twicetold::bindings
