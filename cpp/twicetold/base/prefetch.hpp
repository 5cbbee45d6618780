#pragma once

#include <cstddef>
#include <span>

namespace twicetold {

/// Asks for the cache lines of `values`, to be read soon, so that the memory works while the processor does something
/// else. It changes no result; where the compiler knows no such request it does nothing.
template <typename T>
void prefetch(std::span<const T> values) {
#if defined(__GNUC__) || defined(__clang__)
    constexpr std::size_t line = 64;
    const char* const begin = reinterpret_cast<const char*>(values.data());
    for (std::size_t k = 0; k < values.size_bytes(); k += line) {
        __builtin_prefetch(begin + k);
    }
#else
    static_cast<void>(values);
#endif
}

}  // namespace twicetold
