#include "twicetold/stories/story_texts.hpp"

#include <stdexcept>

namespace twicetold {

StoryTexts::StoryTexts(const TextSource& texts, std::span<const std::uint32_t> rows) {
    TermScratch scratch;
    for (const std::uint32_t row : rows) {
        if (row >= texts.size()) {
            throw std::out_of_range("rows must be below " + std::to_string(texts.size()) + ", got " +
                                    std::to_string(row));
        }
        texts_.push_back(std::make_unique<Text>());
        text_terms(texts.text(row, texts_.back()->buffer), texts_.back()->terms, scratch);
        pointers_.push_back(&texts_.back()->terms);
    }
}

}  // namespace twicetold
