#pragma once

#include <cstdint>
#include <string_view>

namespace twicetold {

/// What the lists of text/entity_data say of a word, as bits.
enum EntityWord : std::uint32_t {
    top_domain = 1u << 0,      // "org"
    extension = 1u << 1,       // "pdf"
    word_extension = 1u << 2,  // "log": an ending that is a word as well
    product = 1u << 3,         // "node.js": a name that looks like a file name
};

/// The EntityWord bits of `word`, which is in small letters; 0 if it is on no list. O(its size).
[[nodiscard]] std::uint32_t entity_word(std::string_view word);

}  // namespace twicetold
