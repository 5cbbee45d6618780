#include "twicetold/text/entity_words.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "twicetold/text/entity_lists.hpp"

namespace twicetold {

namespace {

struct List {
    std::string_view file;
    EntityWord bit;
};

constexpr std::array lists = {
    List{"domains", top_domain},
    List{"extensions", extension},
    List{"word_extensions", word_extension},
    List{"products", product},
};

using Words = std::unordered_map<std::string_view, std::uint32_t>;

Words all_words() {
    Words words;
    for (const EmbeddedFile& file : entity_lists) {
        const auto list = std::find_if(lists.begin(), lists.end(), [&](const List& l) { return l.file == file.name; });
        if (list != lists.end()) {
            for_each_listed_word(file.text, [&](std::string_view word) { words[word] |= list->bit; });
        }
    }
    return words;
}

}  // namespace

std::uint32_t entity_word(std::string_view word) {
    static const Words words = all_words();
    const auto found = words.find(word);
    return found == words.end() ? 0 : found->second;
}

}  // namespace twicetold
