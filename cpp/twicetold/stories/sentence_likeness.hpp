#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/text/tokens.hpp"

namespace twicetold {

/// What support looks at in a sentence beside its terms.
struct SentenceWords {
    std::vector<std::uint64_t> pairs;    // hashes of neighbouring words, stop words too; sorted, each once
    std::vector<std::uint64_t> numbers;  // hashes of tokens with a decimal digit; sorted, each once
    bool negated = false;                // holds a word that negates
};

/// Reads sentences; it keeps its memory.
class WordReader {
  public:
    /// `language` is that of the text, "" if unknown (stories/negation.hpp). O(bytes).
    void read(std::string_view sentence, std::string_view language, SentenceWords& words);

  private:
    TokenizedText tokens_;
    std::string plain_;
};

/// |a ∩ b| / |a ∪ b| of sorted sets; 0 if both are empty.
[[nodiscard]] double jaccard_of_pairs(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

}  // namespace twicetold
