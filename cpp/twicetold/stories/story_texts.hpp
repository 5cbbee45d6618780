#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "twicetold/summary/terms.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// The texts of one story with their sentences and terms, in the order of its rows.
class StoryTexts {
  public:
    /// Throws std::out_of_range if `rows` names one beyond the texts. `texts` must outlive this. O(bytes).
    StoryTexts(const TextSource& texts, std::span<const std::uint32_t> rows);

    [[nodiscard]] std::span<const TextTerms* const> terms() const { return pointers_; }
    /// Throws std::out_of_range beyond the last.
    [[nodiscard]] const TextTerms& of(std::size_t text) const { return *pointers_.at(text); }

  private:
    struct Text {
        std::string buffer;
        TextTerms terms;
    };

    std::vector<std::unique_ptr<Text>> texts_;
    std::vector<const TextTerms*> pointers_;
};

}  // namespace twicetold
