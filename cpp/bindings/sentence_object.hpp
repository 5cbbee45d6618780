#pragma once

#include <pybind11/pybind11.h>

#include <array>

#include "twicetold/base/span.hpp"
#include "twicetold/text/sentences.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

/// What Python calls the kinds, in the order of SentenceKind.
constexpr std::array sentence_kind_names = {"sentence", "headline", "list item", "fragment"};

/// The class twicetold.Sentence(text, start, end, kind): an immutable value of its own, as a text has so many that an
/// object of a Python class would cost more than finding the sentence. One that was found refers to the str it was
/// found in, and holds a str of its own from the first time that `text` is read.
[[nodiscard]] py::type make_sentence_type();

/// The sentence text[span] of the str `text`; `span` counts code points. `type` is that of make_sentence_type.
[[nodiscard]] py::object make_sentence(const py::type& type, const py::object& text, Span span, SentenceKind kind);

/// A sentence whose own text is `text`.
[[nodiscard]] py::object make_whole_sentence(const py::type& type, const py::object& text, Span span,
                                             SentenceKind kind);

}  // namespace twicetold::bindings
