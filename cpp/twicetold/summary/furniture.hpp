#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/summary/terms.hpp"

namespace twicetold {

/// Marks f_i = 1 in `furniture` for the sentences of all texts, one after the other, that carry no message of their
/// own (METHODS.md section 3, step 1): headlines, list items, fragments, and those of fewer than 4 words; with `full`
/// also those of fewer than 20 words without a closing mark. If more than 90 % would be furniture, none is.
/// O(sentences).
void find_furniture(std::span<const TextTerms* const> texts, bool full, std::vector<std::uint8_t>& furniture);

}  // namespace twicetold
