#include "arrays.hpp"
#include "bindings.hpp"
#include "objects.hpp"
#include "texts.hpp"
#include "twicetold/dedup/strip_repeats.hpp"

namespace twicetold::bindings {

namespace {

/// The text of a row that was read, with its own characters; throws std::invalid_argument if it is another.
py::str text_of(const TextSource& texts, std::size_t row, std::int64_t length) {
    const auto* own = dynamic_cast<const PythonTexts*>(&texts);
    std::string buffer;
    py::object text = own != nullptr ? own->item(row) : py::none();
    if (!PyUnicode_Check(text.ptr())) {
        text = to_str(texts.text(row, buffer));
    }
    if (PyUnicode_GET_LENGTH(text.ptr()) != length) {
        throw std::invalid_argument("data must hold the texts that were read, got one of " +
                                    std::to_string(PyUnicode_GET_LENGTH(text.ptr())) + " characters instead of " +
                                    std::to_string(length) + " in row " + std::to_string(row));
    }
    return text;
}

/// What `cuts`, in order, leave of `text`.
py::object without(const py::str& text, std::span<const RowSpan> cuts) {
    const int kind = PyUnicode_KIND(text.ptr());  // bytes a character
    const auto* characters = static_cast<const char*>(PyUnicode_DATA(text.ptr()));
    std::string left;
    std::int64_t begin = 0;
    const auto keep = [&](std::int64_t end) { left.append(characters + begin * kind, characters + end * kind); };
    for (const RowSpan& cut : cuts) {
        keep(cut.start);
        begin = cut.end;
    }
    keep(PyUnicode_GET_LENGTH(text.ptr()));
    return py::reinterpret_steal<py::object>(
        PyUnicode_FromKindAndData(kind, left.data(), static_cast<py::ssize_t>(left.size()) / kind));
}

/// For each row that has cuts, in order, the text that they leave.
py::list cut_texts(const TextSource& texts, const Array<RowSpan>& all, const Array<std::int64_t>& lengths) {
    const std::span<const RowSpan> cuts = view(all);
    py::list left;
    for (std::size_t begin = 0, end = 0; begin < cuts.size(); begin = end) {
        const auto row = static_cast<std::size_t>(cuts[begin].row);
        while (end < cuts.size() && cuts[end].row == cuts[begin].row) {
            ++end;
        }
        left.append(without(text_of(texts, row, view(lengths)[row]), cuts.subspan(begin, end - begin)));
    }
    return left;
}

}  // namespace

void bind_strip_repeats(py::module_& m) {
    PYBIND11_NUMPY_DTYPE(RowSpan, row, start, end);
    PYBIND11_NUMPY_DTYPE(RowCuts, passages, chars);
    PYBIND11_NUMPY_DTYPE(RepeatedPassage, texts, occurrences, places);
    m.def(
        "strip_repeats",
        [](const TextSource& texts, std::string_view unit, std::size_t min_texts, bool keep_first,
           std::ptrdiff_t threads, const py::object& progress) {
            const StripOptions options{parse_passage_unit(unit), min_texts, keep_first};
            const Control control = control_of(threads, progress);
            auto found = without_gil([&] { return strip_repeats(texts, options, control); });
            return py::make_tuple(to_numpy(std::move(found.cuts)), to_numpy(std::move(found.rows)),
                                  to_numpy(std::move(found.lengths)), to_numpy(std::move(found.passages)));
        },
        py::arg("texts"), py::kw_only(), py::arg("unit"), py::arg("min_texts"), py::arg("keep_first"),
        py::arg("threads"), py::arg("progress"));
    m.def("cut_texts", &cut_texts, py::arg("texts"), py::arg("cuts"), py::arg("lengths"));
}

}  // namespace twicetold::bindings
