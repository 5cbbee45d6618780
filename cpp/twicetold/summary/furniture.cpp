#include "twicetold/summary/furniture.hpp"

#include <algorithm>
#include <cstddef>

namespace twicetold {

namespace {

bool is_furniture(SentenceKind kind, const SentenceFacts& facts, bool full) {
    return kind != SentenceKind::sentence || facts.words < 4 || (full && facts.words < 20 && !facts.closed);
}

}  // namespace

void find_furniture(std::span<const TextTerms* const> texts, bool full, std::vector<std::uint8_t>& furniture) {
    furniture.clear();
    std::size_t found = 0;
    for (const TextTerms* text : texts) {
        for (std::size_t j = 0; j < text->sentences.size(); ++j) {
            furniture.push_back(is_furniture(text->sentences[j].kind, text->facts[j], full));
            found += furniture.back();
        }
    }
    if (10 * found > 9 * furniture.size()) {
        std::ranges::fill(furniture, std::uint8_t{0});
    }
}

}  // namespace twicetold
