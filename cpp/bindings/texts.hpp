#pragma once

// How Python's strings reach the core: where they lie if they are ASCII, else transcoded one at a time.

#include <pybind11/pybind11.h>

#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/text/text_source.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

/// A sequence of str, UTF-8 bytes and missing values (None, NaN, pandas' NA). Holds a strong reference to each, so that
/// they can be read without the GIL. Anything else is a TypeError that names the row and the type.
class PythonTexts final : public TextSource {
  public:
    explicit PythonTexts(const py::object& sequence);

    [[nodiscard]] std::size_t size() const override { return rows_.size(); }
    [[nodiscard]] bool missing(std::size_t row) const override { return rows_[row].kind == Kind::missing; }
    [[nodiscard]] std::size_t cost(std::size_t row) const override { return rows_[row].length; }
    [[nodiscard]] std::string_view text(std::size_t row, std::string& buffer) const override {
        return read(rows_[row], buffer);
    }
    /// The caller's own object.
    [[nodiscard]] py::object item(std::size_t row) const { return items_[row]; }

  private:
    enum class Kind : std::uint8_t { missing, utf8, one_byte, two_bytes, four_bytes };
    struct Row {
        const void* data = nullptr;
        std::size_t length = 0;
        Kind kind = Kind::missing;
    };

    friend class OneText;

    static Row row_of(py::handle item, std::size_t row);
    static std::string_view read(const Row& own, std::string& buffer);

    py::tuple items_;
    std::vector<Row> rows_;
};

/// One str as UTF-8, valid as long as this lives; a TypeError names the argument.
class OneText {
  public:
    OneText(const py::object& text, const char* name);

    [[nodiscard]] std::string_view view() const { return view_; }

  private:
    py::object reference_;
    std::string buffer_;
    std::string_view view_;
};

/// A Python str of these UTF-8 bytes.
[[nodiscard]] inline py::str to_str(std::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace twicetold::bindings
