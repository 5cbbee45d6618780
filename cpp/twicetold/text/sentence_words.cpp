#include "twicetold/text/sentence_words.hpp"

#include <algorithm>
#include <array>

#include "twicetold/base/hash.hpp"
#include "twicetold/text/sentence_files.hpp"
#include "twicetold/text/sentence_glyphs.hpp"

namespace twicetold {

namespace {

struct List {
    std::string_view file;
    WordClass word_class;
};

constexpr std::array lists = {
    List{"never_end", never_ends},
    List{"titles", title_word},
    List{"before_starter", ends_before_starter},
    List{"before_number", goes_on_before_number},
    List{"ending", ending_abbreviation},
    List{"starters", starter},
    List{"months", month},
    List{"weekdays", weekday},
    List{"ordinal_contexts", ordinal_context},
    List{"small_starters", small_starter},
    List{"continuers", continuer},
    List{"date_labels", date_label},
    List{"salutations", salutation},
    List{"closings", closing},
};

char32_t small_letter(char32_t c) {
    if (c == U'\u2019') {
        return U'\'';
    }
    const unicode::Record& record = unicode::record_of(c);
    return record.is(unicode::direct) ? static_cast<char32_t>(static_cast<std::int32_t>(c) + record.delta) : c;
}

/// Hash of a word in small letters and with straight apostrophes; never 0.
std::uint64_t hash_of(std::string_view word) {
    std::array<char, longest_listed_word + 8> key{};  // zeros behind the word
    std::size_t size = 0;
    for (std::size_t at = 0; at < word.size() && size <= longest_listed_word;) {
        const char c = word[at];
        if (static_cast<unsigned char>(c) < 0x80) {
            key[size++] = static_cast<char>(is_ascii_upper(c) ? c + 32 : c);
            ++at;
            continue;
        }
        const Decoded decoded = decode_utf8(word, at);
        size += encode_utf8(small_letter(decoded.code_point), key.data() + size);
        at += decoded.size;
    }
    std::uint64_t hash = size;
    for (std::size_t at = 0; at < size; at += 8) {
        hash = avalanche(hash ^ load_little_endian(key.data() + at));
    }
    return hash | 1;
}

/// Calls visit(word) for each blank-separated word of a list; "#" starts a comment that ends with the line.
template <class Visit>
void for_each_listed(std::string_view file, Visit&& visit) {
    bool comment = false;
    for (std::size_t at = 0; at < file.size();) {
        const std::size_t end = std::min(file.find_first_of(" \n", at), file.size());
        const std::string_view word = file.substr(at, end - at);
        comment = comment || word.starts_with('#');
        if (!word.empty() && !comment) {
            visit(word);
        }
        comment = comment && !(end < file.size() && file[end] == '\n');
        at = end + 1;
    }
}

std::uint32_t class_of_list(std::string_view file) {
    for (const List& list : lists) {
        if (list.file == file) {
            return list.word_class;
        }
    }
    return 0;
}

/// All lists in one open hash table that never changes.
class WordTable {
  public:
    WordTable() {
        for (const EmbeddedFile& file : sentence_files) {
            const std::uint32_t word_class = class_of_list(file.name);
            for_each_listed(file.text, [&](std::string_view word) { slot_of(hash_of(word)).classes |= word_class; });
        }
    }

    [[nodiscard]] std::uint32_t find(std::uint64_t hash) const {
        std::size_t at = hash >> 32;
        while (slots_[at & (slot_count - 1)].hash != hash && slots_[at & (slot_count - 1)].hash != 0) {
            ++at;
        }
        return slots_[at & (slot_count - 1)].classes;
    }

  private:
    static constexpr std::size_t slot_count = 8192;  // three times as many as words

    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t classes = 0;
    };

    Slot& slot_of(std::uint64_t hash) {
        std::size_t at = hash >> 32;
        while (slots_[at & (slot_count - 1)].hash != hash && slots_[at & (slot_count - 1)].hash != 0) {
            ++at;
        }
        slots_[at & (slot_count - 1)].hash = hash;
        return slots_[at & (slot_count - 1)];
    }

    std::array<Slot, slot_count> slots_{};
};

}  // namespace

std::uint32_t word_classes(std::string_view word) {
    static const WordTable table;
    return word.empty() || word.size() > longest_listed_word ? 0 : table.find(hash_of(word));
}

}  // namespace twicetold
