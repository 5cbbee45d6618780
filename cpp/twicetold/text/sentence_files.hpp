#pragma once

#include <span>

#include "twicetold/base/embedded_file.hpp"

namespace twicetold {

/// The word lists of text/sentence_data, by name.
extern const std::span<const EmbeddedFile> sentence_files;

}  // namespace twicetold
