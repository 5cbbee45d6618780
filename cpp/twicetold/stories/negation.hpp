#pragma once

#include <string_view>

namespace twicetold {

/// The closed list of words that negate a sentence in `language` (a code of summary/stopwords), folded, separated by
/// blanks; "" names the texts that no stop list fits, among them Chinese. Empty if there is no list.
///
/// Languages that negate by an affix have the free words only.
[[nodiscard]] std::string_view negation_words(std::string_view language);

/// Whether `word` (folded, with plain apostrophes) negates in `language`. O(list).
[[nodiscard]] bool is_negation(std::string_view word, std::string_view language);

}  // namespace twicetold
