#pragma once

#include <span>

#include "twicetold/base/embedded_file.hpp"

namespace twicetold {

/// The files of summary/stopwords, one a language, named by its ISO 639-1 code, in that order.
extern const std::span<const EmbeddedFile> stopword_files;

}  // namespace twicetold
