#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"

namespace twicetold {

enum class EntityKind : std::uint8_t { url, email, handle, hashtag, number, date, time, file_name };

struct Entity {
    Span span;
    EntityKind kind;
};

/// Links, addresses, names and quantities of a text, in order and without overlap (METHODS.md section 6). Where several
/// kinds fit, links, addresses and names (URL, e-mail, handle, hashtag, file name) come before dates, these before
/// times, these before numbers.
///
/// Ill-formed UTF-8 is part of none. O(bytes). "" gives none.
[[nodiscard]] std::vector<Entity> find_entities(std::string_view text);

}  // namespace twicetold
