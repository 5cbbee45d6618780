#pragma once

#include <string>

namespace twicetold {

/// Cuts an English word of small letters and digits to its stem, in place; it never becomes longer, nor empty.
///
/// M. F. Porter, An algorithm for suffix stripping, Program 14 (1980), with the author's later changes and those of
/// NLTK's PorterStemmer, whose stems these are: scores are to be equal to those that were made with it. O(bytes).
void porter_stem(std::string& word);

}  // namespace twicetold
