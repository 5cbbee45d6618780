#pragma once

// What callers know of the sentences of their texts: spans and vectors.

#include <pybind11/pybind11.h>

#include <string>
#include <string_view>
#include <vector>

#include "arrays.hpp"
#include "twicetold/summary/summarize.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold::bindings {

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

/// Sentences at these code points of `text`: an int64 array of (n, 2), rising and within the text; None splits it.
/// Throws std::out_of_range where they are not so.
[[nodiscard]] std::vector<Sentence> sentences_at(std::string_view text, const py::object& spans);

/// The vectors of all sentences, a float64 array of (n, d), and that of the query; either may be None.
class KnownVectors {
  public:
    KnownVectors(const py::object& vectors, const py::object& query);

    [[nodiscard]] SentenceKnowledge knowledge() const;

  private:
    Array<double> vectors_;
    Array<double> query_;
    std::size_t dimensions_ = 0;
};

}  // namespace twicetold::bindings
