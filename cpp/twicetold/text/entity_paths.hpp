#pragma once

#include <cstddef>
#include <string_view>

#include "twicetold/base/span.hpp"

namespace twicetold {

/// The run of what names of files and hosts are written with, "src/main.cpp", around byte `at`, not before `floor`.
/// O(its size).
[[nodiscard]] Span name_run(std::string_view text, std::size_t at, std::size_t floor);

/// The file name or path in a run: one with a listed ending, or an absolute one. Empty: there is none. O(its size).
[[nodiscard]] Span file_name_in(std::string_view text, Span run);

/// Where the path behind a drive, "C:\", ends; `at` is behind its backslash. Blanks belong to it if a further backslash
/// follows near. O(its size).
[[nodiscard]] std::size_t drive_path_end(std::string_view text, std::size_t at);

}  // namespace twicetold
