#include "texts.hpp"

#include <bit>
#include <cmath>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

/// Copies the ASCII at the start of eight characters as bytes and returns how many they are; may write all eight.
std::size_t copy_ascii(const std::uint8_t* from, char* to) {
    std::uint64_t eight;
    std::memcpy(&eight, from, sizeof eight);
    std::memcpy(to, &eight, sizeof eight);
    const std::uint64_t others = eight & 0x8080808080808080u;
    if constexpr (std::endian::native == std::endian::little) {
        return static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }
    return others == 0 ? 8 : 0;
}

std::size_t copy_ascii(const std::uint16_t* from, char* to) {
#if defined(__SSE2__)
    const __m128i eight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(eight, eight));
    const __m128i above = _mm_and_si128(eight, _mm_set1_epi16(static_cast<short>(0xFF80)));
    const auto ascii = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi16(above, _mm_setzero_si128())));
    return static_cast<std::size_t>(std::countr_one(ascii & 0xFFFFu)) / 2;
#else
    std::size_t ascii = 0;
    for (; ascii < 8 && from[ascii] < 0x80; ++ascii) {
        to[ascii] = static_cast<char>(from[ascii]);
    }
    return ascii;
#endif
}

/// Strings with characters beyond U+FFFF are too rare to deserve a fast path.
std::size_t copy_ascii(const std::uint32_t* from, char* to) {
    *to = static_cast<char>(*from);
    return *from < 0x80 ? 1 : 0;
}

template <class Character>
std::string_view transcode(const void* data, std::size_t length, std::string& buffer) {
    const auto* at = static_cast<const Character*>(data);
    const auto* const end = at + length;
    // At most three bytes for a character of up to two, four for one of four.
    buffer.resize(length * (sizeof(Character) == 4 ? 4 : sizeof(Character) + 1));
    char* out = buffer.data();
    while (at != end) {
        if (*at < 0x80) {
            for (std::size_t ascii = 8; ascii == 8 && end - at >= 8;) {
                ascii = copy_ascii(at, out);
                at += ascii;
                out += ascii;
            }
        }
        if (at != end) {
            out += encode_utf8(static_cast<char32_t>(*at++), out);
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
