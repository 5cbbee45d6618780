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

void add_line(std::string_view line, std::uint32_t bit, Words& words) {
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        words[line.substr(at, end - at)] |= bit;
        at = end + 1;
    }
}

/// Lines that start with "#" are comments; the others hold words between blanks.
void add_file(std::string_view text, std::uint32_t bit, Words& words) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (text[at] != '#') {
            add_line(text.substr(at, end - at), bit, words);
        }
        at = end + 1;
    }
}

Words all_words() {
    Words words;
    for (const EmbeddedFile& file : entity_lists) {
        const auto list = std::find_if(lists.begin(), lists.end(), [&](const List& l) { return l.file == file.name; });
        if (list != lists.end()) {
            add_file(file.text, list->bit, words);
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
