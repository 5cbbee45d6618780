#pragma once

#include <cstddef>

namespace twicetold {

/// A half-open range of bytes of a UTF-8 text. The bindings turn bytes into code points.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] std::size_t size() const { return end - begin; }
    bool operator==(const Span&) const = default;
};

}  // namespace twicetold
