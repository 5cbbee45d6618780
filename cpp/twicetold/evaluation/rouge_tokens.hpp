#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/text/fold.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// What ROUGE counts.
enum class RougeTokens : std::uint8_t {
    english,  // runs of a–z and 0–9 of the text in small letters, as the package rouge-score has them; é separates
    unicode,  // runs of letters, marks and digits of the folded text; characters of scripts written without spaces
};

/// Throws std::invalid_argument unless `name` is "english" or "unicode".
[[nodiscard]] RougeTokens parse_rouge_tokens(std::string_view name);

/// English if at most one letter in 200 of all texts is not among A–Z and a–z, else unicode. O(bytes / threads).
[[nodiscard]] RougeTokens fitting_rouge_tokens(const TextSource& texts, const Control& control);

/// The tokens of a text as 64-bit hashes, line by line.
struct RougeText {
    std::vector<std::uint64_t> tokens;
    std::vector<std::size_t>
        line_ends;  // for each line (up to "\n") that has tokens: how many tokens stand up to its end
};

/// Cuts texts into tokens. Reused for many texts, it keeps its memory.
class RougeTokenizer {
  public:
    /// With `stem` tokens of a–z and 0–9 that have more than three characters are cut to their stems (porter.hpp).
    RougeTokenizer(RougeTokens kind, bool stem) : kind_(kind), stem_(stem) {}

    /// O(bytes). Ill-formed UTF-8 separates tokens.
    void read(std::string_view text, RougeText& into);

  private:
    void read_english(std::string_view line, std::vector<std::uint64_t>& tokens);
    void read_unicode(std::string_view line, std::vector<std::uint64_t>& tokens);
    [[nodiscard]] std::uint64_t hash(const char* bytes, std::size_t size);

    RougeTokens kind_;
    bool stem_;
    std::string lowered_;
    std::string word_;
    FoldedText folded_;
};

}  // namespace twicetold
