#pragma once

#include <cstdint>
#include <string_view>

namespace twicetold {

/// What the lists of text/sentence_data say of a word, as bits.
enum WordClass : std::uint32_t {
    never_ends = 1u << 0,           // an abbreviation that stands before what it belongs to
    title_word = 1u << 1,           // the same, if it is capitalised
    ends_before_starter = 1u << 2,  // an abbreviation that ends a sentence only before a starter
    goes_on_before_number = 1u << 3,
    ending_abbreviation = 1u << 4,  // one that ends a sentence unless a small letter follows
    starter = 1u << 5,              // a closed-class word that starts sentences
    month = 1u << 6,
    weekday = 1u << 7,
    ordinal_context = 1u << 8,  // a word after which "5." is an ordinal number
    continuer = 1u << 9,        // a word that goes on after "!" and "?" when it is small
    salutation = 1u << 10,      // a word that opens a letter
    closing = 1u << 11,         // a word that closes one
    small_starter = 1u << 12,   // a pronoun that starts sentences written without capitals
    date_label = 1u << 13,      // a word before a date that stands for itself
    glued_ending = 1u << 14,    // a word of two letters that ends a sentence without a blank behind it
};

constexpr std::uint32_t abbreviation = never_ends | ends_before_starter | goes_on_before_number | ending_abbreviation;

/// Longer words are on no list.
constexpr std::size_t longest_listed_word = 32;

/// Those of the `wanted` WordClass bits that `word` has (without its last full stop, in any case); 0 if it is on no
/// list. O(1). The lists are compared by 64-bit hashes.
[[nodiscard]] std::uint32_t word_classes(std::string_view word, std::uint32_t wanted = ~0u);

/// Whether the word that `text` starts with may have one of the `wanted` bits: its first letters tell of most that it
/// has none, without a look for its end. O(1).
[[nodiscard]] bool may_start_with(std::string_view text, std::uint32_t wanted);

}  // namespace twicetold
