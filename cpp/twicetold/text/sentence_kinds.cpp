#include "twicetold/text/sentence_kinds.hpp"

#include <algorithm>

#include "twicetold/text/sentence_dates.hpp"
#include "twicetold/text/sentence_glyphs.hpp"

namespace twicetold {

namespace {

constexpr std::size_t longest_headline = 400;
constexpr std::size_t longest_fragment = 600;
constexpr std::size_t fewest_tail_words =
    2;  // of links, handles and hashtags; one, if nothing but a tweet ends with it
constexpr std::size_t fewest_tweet_words = 3;  // plain ones before the tail

bool is_link(std::string_view word) {
    return is_link_start(word) || word.starts_with("pic.twitter.com/") || word.starts_with("t.co/");
}

/// What links, handles and hashtags begin with.
bool may_be_linked(char first) {
    return first == 'h' || first == 'w' || first == 'p' || first == 't' || first == '#' || first == '@' || first == '(';
}

/// A handle or a hashtag; signs of a heading are none.
bool is_tag(std::string_view word) {
    const std::size_t name = word.starts_with("(@") ? 2 : 1;
    return word.size() > name && (word[0] == '#' || word[0] == '@' || name == 2) && word[name] != '#' &&
           word[name] != '@';
}

bool has_letter_or_digit(std::string_view word) {
    if (!word.empty() && is_ascii_letter(word[0])) {
        return true;
    }
    for (std::size_t at = 0; at < word.size();) {
        const Glyph glyph = glyph_at(word, at);
        if (glyph.is(unicode::letter | unicode::number)) {
            return true;
        }
        at += glyph.size;
    }
    return false;
}

bool is_closed(std::string_view text) {
    for (std::size_t end = text.size(); end > 0;) {
        const Glyph glyph = glyph_before(text, end);
        if (!glyph.is(unicode::quote | unicode::close | unicode::ignorable)) {
            return glyph.is(unicode::terminal) || glyph == U'\u2026' || glyph == U';' || glyph == U':' || glyph == U',';
        }
        end -= glyph.size;
    }
    return false;
}

/// What the words of a sentence are.
struct Words {
    std::size_t plain = 0;   // no links, handles or hashtags
    std::size_t linked = 0;  // links, handles and hashtags
};

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_linked(std::string_view word) {
    return !word.empty() && may_be_linked(word[0]) && (is_link(word) || is_tag(word));
}

/// Whether nothing but a tweet ends with it: a picture, a short link.
bool ends_tweet(std::string_view word) {
    return word.starts_with("pic.twitter.com/") || word.starts_with("https://t.co/") ||
           word.starts_with("http://t.co/");
}

Words look_through(std::string_view sentence) {
    Words words;
    for (std::size_t at = 0; at < sentence.size();) {
        std::size_t end = at;
        while (end < sentence.size() && !is_blank(sentence[end])) {
            ++end;
        }
        const std::string_view word = sentence.substr(at, end - at);
        at = end + 1;
        const bool linked = is_linked(word);
        words.linked += linked;
        words.plain += !linked && has_letter_or_digit(word);
    }
    return words;
}

/// Most sentences start with a letter and are closed: they need no further look.
bool is_plainly_a_sentence(std::string_view sentence, bool may_link) {
    const char end = sentence.back();
    if (!may_link && (end == '.' || end == '!' || end == '?') && is_ascii_letter(sentence[0]) && sentence[0] != 'w') {
        return true;
    }
    const Glyph first = glyph_at(sentence, 0);
    const Glyph letter = first.is(unicode::quote) ? glyph_at(sentence, first.size) : first;
    return letter.is(unicode::letter) && is_closed(sentence) && !sentence.starts_with("www.") &&
           !(may_link && sentence.find("://") != std::string_view::npos);
}

}  // namespace

bool is_fragment(std::string_view sentence, bool may_link) {
    if (sentence.size() > longest_fragment || is_plainly_a_sentence(sentence, may_link)) {
        return false;
    }
    if (!may_link) {
        return !has_letter_or_digit(sentence) || is_date_line(sentence);
    }
    const Words words = look_through(sentence);
    // "Follow us @lissen #harbour https://…": mostly links, and nothing that ends it.
    const bool mostly_links = words.linked > 0 && 3 * words.linked >= words.plain;
    return words.plain == 0 || (mostly_links && !is_closed(sentence)) || is_date_line(sentence);
}

std::size_t tweet_tail(std::string_view sentence) {
    if (sentence.size() > longest_fragment) {
        return sentence.size();
    }
    std::size_t tail = sentence.size();
    std::size_t linked = 0;
    bool ends = false;
    for (std::size_t end = tail; end > 0;) {
        std::size_t begin = end;
        while (begin > 0 && !is_blank(sentence[begin - 1])) {
            --begin;
        }
        const std::string_view word = sentence.substr(begin, end - begin);
        if (!word.empty() && !is_linked(word)) {
            break;
        }
        if (!word.empty()) {
            ++linked;
            ends = ends || ends_tweet(word);
            tail = begin;
        }
        end = begin > 0 ? begin - 1 : 0;
    }
    const bool tweet = ends || linked >= fewest_tail_words;
    return tweet && look_through(sentence.substr(0, tail)).plain >= fewest_tweet_words ? tail : sentence.size();
}

bool is_headline(std::string_view line) {
    return line.size() <= longest_headline && !is_closed(line);
}

}  // namespace twicetold
