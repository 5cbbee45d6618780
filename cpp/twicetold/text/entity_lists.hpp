#pragma once

#include <span>

#include "twicetold/base/embedded_file.hpp"

namespace twicetold {

/// The word lists of text/entity_data, by name.
extern const std::span<const EmbeddedFile> entity_lists;

}  // namespace twicetold
