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
    List{"glued_endings", glued_ending},
};

char32_t small_letter(char32_t c) {
    if (c == U'\u2019') {
        return U'\'';
    }
    const unicode::Record& record = unicode::record_of(c);
    return record.is(unicode::direct) ? static_cast<char32_t>(static_cast<std::int32_t>(c) + record.delta) : c;
}

constexpr std::uint64_t each_byte = 0x0101010101010101u;

/// Eight bytes of ASCII in small letters.
std::uint64_t small_letters(std::uint64_t eight) {
    const std::uint64_t from_a = eight + (0x80 - 'A') * each_byte;
    const std::uint64_t behind_z = eight + (0x80 - 'Z' - 1) * each_byte;
    return eight | ((from_a & ~behind_z & 0x80 * each_byte) >> 2);
}

/// Hash of at most longest_listed_word + 8 bytes, ASCII among them in small letters; never 0.
std::uint64_t hash_of_bytes(std::string_view word) {
    std::uint64_t hash = word.size();
    std::size_t at = 0;
    for (; at + 8 <= word.size(); at += 8) {
        hash = avalanche(hash ^ small_letters(load_little_endian(word.data() + at)));
    }
    std::uint64_t rest = 0;
    for (std::size_t k = word.size(); k > at; --k) {
        rest = rest << 8 | static_cast<unsigned char>(word[k - 1]);
    }
    return avalanche(hash ^ small_letters(rest)) | 1;
}

/// hash_of_bytes of any word, with straight apostrophes.
std::uint64_t hash_beyond_ascii(std::string_view word) {
    std::array<char, longest_listed_word + 8> key{};
    std::size_t size = 0;
    for (std::size_t at = 0; at < word.size() && size <= longest_listed_word;) {
        const Decoded decoded = decode_utf8(word, at);
        size += encode_utf8(small_letter(decoded.code_point), key.data() + size);
        at += decoded.size;
    }
    return hash_of_bytes({key.data(), size});
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
            for_each_listed_word(file.text, [&](std::string_view word) {
                const bool ascii = is_ascii(word);
                slot_of(ascii ? hash_of_bytes(word) : hash_beyond_ascii(word)).classes |= word_class;
                shapes_[ascii ? shape_of(word) : 0] |= word_class;
                starts_[start_of(word)] |= word_class;
            });
        }
    }

    [[nodiscard]] std::uint32_t find(std::string_view word, std::uint32_t wanted) const {
        const bool ascii = is_ascii(word);
        if (ascii && (shapes_[shape_of(word)] & wanted) == 0) {
            return 0;
        }
        const std::uint64_t hash = ascii ? hash_of_bytes(word) : hash_beyond_ascii(word);
        std::size_t at = hash >> 32;
        while (slots_[at & (slot_count - 1)].hash != hash && slots_[at & (slot_count - 1)].hash != 0) {
            ++at;
        }
        return slots_[at & (slot_count - 1)].classes & wanted;
    }

    [[nodiscard]] bool may_start(std::string_view text, std::uint32_t wanted) const {
        return !is_ascii(text.substr(0, start_size)) || (starts_[start_of(text)] & wanted) != 0;
    }

  private:
    static constexpr std::size_t start_size = 3;
    static constexpr std::size_t start_count = 1024;
    static constexpr std::size_t slot_count = 8192;  // three times as many as words
    static constexpr std::size_t shape_count = std::size_t{28} << 6;

    /// First letter and length tell most words of ASCII that are on no list.
    static std::size_t shape_of(std::string_view word) {
        const std::size_t letter = is_ascii_letter(word[0]) ? (static_cast<unsigned char>(word[0]) & 31u) : 27u;
        return letter << 6 | word.size();
    }

    /// The first letters, as far as they are ASCII: what follows a short word counts for nothing.
    static std::size_t start_of(std::string_view text) {
        std::size_t start = 0;
        for (std::size_t k = 0; k < start_size; ++k) {
            const char c = k < text.size() ? text[k] : ' ';
            start = start * 37 + (is_ascii_letter(c) ? static_cast<unsigned char>(c) & 31u : 0u);
        }
        return start % start_count;
    }

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
    std::array<std::uint32_t, shape_count> shapes_{};  // the classes that words of a shape have
    std::array<std::uint32_t, start_count> starts_{};  // and those of words with the same first letters
};

const WordTable& words() {
    static const WordTable table;
    return table;
}

}  // namespace

std::uint32_t word_classes(std::string_view word, std::uint32_t wanted) {
    return word.empty() || word.size() > longest_listed_word ? 0 : words().find(word, wanted);
}

bool may_start_with(std::string_view text, std::uint32_t wanted) {
    return words().may_start(text, wanted);
}

}  // namespace twicetold
