#include "texts.hpp"

#include <cmath>
#include <cstring>

namespace twicetold::bindings {

namespace {

bool is_missing(py::handle item) {
    if (item.is_none()) {
        return true;
    }
    if (PyFloat_Check(item.ptr())) {
        return std::isnan(PyFloat_AS_DOUBLE(item.ptr()));
    }
    // pandas' NA and NaT; pandas need not be installed.
    const std::string_view type = Py_TYPE(item.ptr())->tp_name;
    return (type.ends_with("NAType") || type.ends_with("NaTType")) &&
           py::type::of(item).attr("__module__").cast<std::string>().starts_with("pandas.");
}

/// Copies eight characters of one byte if all are ASCII.
bool copy_eight_ascii(const std::uint8_t* from, char* to) {
    std::uint64_t eight;
    std::memcpy(&eight, from, sizeof eight);
    std::memcpy(to, &eight, sizeof eight);
    return (eight & 0x8080808080808080u) == 0;
}

template <class Character>
std::string_view transcode(const void* data, std::size_t length, std::string& buffer) {
    const auto* characters = static_cast<const Character*>(data);
    // At most three bytes for a character of up to two, four for one of four.
    buffer.resize(length * (sizeof(Character) == 4 ? 4 : sizeof(Character) + 1));
    char* out = buffer.data();
    for (std::size_t i = 0; i < length;) {
        if constexpr (sizeof(Character) == 1) {
            if (length - i >= 8 && copy_eight_ascii(characters + i, out)) {
                i += 8;
                out += 8;
                continue;
            }
        }
        const auto c = static_cast<char32_t>(characters[i++]);
        if (c < 0x80) {
            *out++ = static_cast<char>(c);
        } else if (c < 0x800) {
            *out++ = static_cast<char>(0xC0 | c >> 6);
            *out++ = static_cast<char>(0x80 | (c & 0x3F));
        } else {
            out += encode_utf8(c, out);
        }
    }
    return {buffer.data(), static_cast<std::size_t>(out - buffer.data())};
}

}  // namespace

PythonTexts::PythonTexts(const py::object& sequence) : items_(sequence) {
    rows_.reserve(items_.size());
    for (std::size_t row = 0; row < items_.size(); ++row) {
        rows_.push_back(row_of(items_[row], row));
    }
}

PythonTexts::Row PythonTexts::row_of(py::handle item, std::size_t row) {
    PyObject* object = item.ptr();
    if (PyUnicode_Check(object)) {
        const auto length = static_cast<std::size_t>(PyUnicode_GET_LENGTH(object));
        const int kind = PyUnicode_KIND(object);
        const Kind own = PyUnicode_IS_ASCII(object)     ? Kind::utf8
                         : kind == PyUnicode_1BYTE_KIND ? Kind::one_byte
                         : kind == PyUnicode_2BYTE_KIND ? Kind::two_bytes
                                                        : Kind::four_bytes;
        return {PyUnicode_DATA(object), length, own};
    }
    if (PyBytes_Check(object)) {
        const std::string_view bytes(PyBytes_AS_STRING(object), static_cast<std::size_t>(PyBytes_GET_SIZE(object)));
        if (const std::size_t at = find_invalid_utf8(bytes); at != std::string_view::npos) {
            throw py::value_error("data must be valid UTF-8, got an invalid byte at " + std::to_string(at) +
                                  " of row " + std::to_string(row));
        }
        return {bytes.data(), bytes.size(), Kind::utf8};
    }
    if (is_missing(item)) {
        return {};
    }
    throw py::type_error("data must hold str or missing values, got " + std::string(Py_TYPE(object)->tp_name) +
                         " in row " + std::to_string(row));
}

std::string_view PythonTexts::read(const Row& own, std::string& buffer) {
    switch (own.kind) {
        case Kind::utf8: return {static_cast<const char*>(own.data), own.length};
        case Kind::one_byte: return transcode<std::uint8_t>(own.data, own.length, buffer);
        case Kind::two_bytes: return transcode<std::uint16_t>(own.data, own.length, buffer);
        case Kind::four_bytes: return transcode<std::uint32_t>(own.data, own.length, buffer);
        case Kind::missing: break;
    }
    return {};
}

OneText::OneText(const py::object& text, const char* name) : reference_(text) {
    if (!PyUnicode_Check(text.ptr())) {
        throw py::type_error(std::string(name) + " must be str, got " + Py_TYPE(text.ptr())->tp_name);
    }
    view_ = PythonTexts::read(PythonTexts::row_of(text, 0), buffer_);
}

}  // namespace twicetold::bindings
