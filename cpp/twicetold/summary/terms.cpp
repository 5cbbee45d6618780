#include "twicetold/summary/terms.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "twicetold/base/hash.hpp"
#include "twicetold/summary/apostrophes.hpp"
#include "twicetold/summary/stopwords.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

constexpr std::size_t prefix_code_points = 5;

bool is_ascii_byte(char byte) {
    return static_cast<unsigned char>(byte) < 0x80;
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// What the first code point of a token says it is; a word has neither flag.
bool starts_with_flag(std::string_view token, std::uint32_t flag) {
    return !is_ascii_byte(token.front()) && unicode::is(decode_utf8(token, 0).code_point, flag);
}

/// The bytes of the first five code points.
std::size_t prefix_size(std::string_view word) {
    if (word.size() <= prefix_code_points) {
        return word.size();
    }
    const std::string_view start = word.substr(0, prefix_code_points);
    if (std::ranges::all_of(start, is_ascii_byte)) {
        return prefix_code_points;
    }
    std::size_t code_points = 0;
    for (std::size_t at = 0; at < word.size(); ++at) {
        if (!is_continuation(word[at]) && ++code_points > prefix_code_points) {
            return at;
        }
    }
    return word.size();
}

bool has_digit(std::string_view token) {
    for (std::size_t at = 0; at < token.size();) {
        if (is_ascii_byte(token[at])) {
            if (token[at] <= '9' && token[at] >= '0') {
                return true;
            }
            ++at;
            continue;
        }
        const Decoded decoded = decode_utf8(token, at);
        if (unicode::is(decoded.code_point, unicode::decimal)) {
            return true;
        }
        at += decoded.size;
    }
    return false;
}

/// The marks of METHODS.md section 3, step 1; what Unicode calls Sentence_Terminal adds those of more scripts.
bool is_closing_mark(char32_t c) {
    constexpr std::u32string_view marks = U".!?…。！？｡।॥؟;:；：";
    return marks.find(c) != std::u32string_view::npos || unicode::is(c, unicode::terminal);
}

bool ends_with_closing_mark(std::string_view sentence) {
    constexpr std::uint32_t may_follow = unicode::quote | unicode::open | unicode::close | unicode::space;
    for (std::size_t end = sentence.size(); end > 0;) {
        std::size_t begin = end - 1;
        while (begin > 0 && end - begin < 4 && is_continuation(sentence[begin])) {
            --begin;
        }
        const char32_t c = decode_utf8(sentence, begin).code_point;
        if (!unicode::is(c, may_follow)) {
            return is_closing_mark(c);
        }
        end = begin;
    }
    return false;
}

void check_sentences(std::string_view text, std::span<const Sentence> sentences) {
    std::size_t end = 0;
    for (const Sentence& sentence : sentences) {
        const Span span = sentence.span;
        if (span.begin < end || span.end < span.begin || span.end > text.size()) {
            throw std::out_of_range("sentences must be in order and within the text, got [" +
                                    std::to_string(span.begin) + ", " + std::to_string(span.end) + ")");
        }
        end = span.end;
    }
}

/// Goes through the tokens of a text, sentence by sentence.
class TermWalk {
  public:
    TermWalk(TextTerms& terms, TermScratch& scratch, std::string_view language) : out_(terms), scratch_(scratch) {
        scratch.tokens.assign(out_.text);
        look_up_stop_words();
        choose_language(language);
    }

    void run() {
        out_.terms.clear();
        out_.terms.reserve(tokens().size());
        out_.offsets.assign(1, 0);
        out_.facts.clear();
        for (const Sentence& sentence : out_.sentences) {
            walk(sentence.span);
            out_.offsets.push_back(out_.terms.size());
        }
    }

  private:
    const std::vector<Token>& tokens() const { return scratch_.tokens.tokens(); }
    std::string_view folded(std::size_t token) const { return scratch_.tokens.folded(tokens()[token]); }

    void look_up_stop_words() {
        const Stopwords& stopwords = Stopwords::embedded();
        has_curly_ = out_.text.find("\xE2\x80\x99") != std::string_view::npos;
        scratch_.hashes.resize(tokens().size());
        scratch_.lists.resize(tokens().size());
        for (std::size_t t = 0; t < tokens().size(); ++t) {
            const std::string_view word = plain(t);
            scratch_.hashes[t] = hash_token(word.data(), word.size());
            scratch_.lists[t] = stopwords.lists_with(scratch_.hashes[t]);
        }
    }

    void choose_language(std::string_view language) {
        const Stopwords& stopwords = Stopwords::embedded();
        if (!language.empty()) {
            const std::size_t list = stopwords.find(language);
            lists_ = StopLists{1} << list;
            out_.language = stopwords.language(list);
            return;
        }
        const StopChoice choice = choose_stop_lists(scratch_.lists);
        lists_ = choice.lists;
        out_.language = choice.lists == 0 ? std::string_view() : stopwords.language(choice.best);
    }

    std::string_view plain(std::size_t token) {
        return has_curly_ ? with_plain_apostrophes(folded(token), scratch_.word) : folded(token);
    }

    void walk(Span sentence) {
        facts_ = {};
        facts_.closed = ends_with_closing_mark(out_.text.substr(sentence.begin, sentence.size()));
        connected_ = false;
        while (at_ < tokens().size() && tokens()[at_].source.begin < sentence.begin) {
            ++at_;
        }
        while (in(sentence)) {
            const std::string_view token = folded(at_);
            if (starts_with_flag(token, unicode::spaceless)) {
                walk_run(sentence);
            } else if (starts_with_flag(token, unicode::emoji)) {
                note_token();
                connected_ = false;
            } else {
                walk_word();
            }
        }
        out_.facts.push_back(facts_);
    }

    bool in(Span sentence) const { return at_ < tokens().size() && tokens()[at_].source.begin < sentence.end; }

    /// Goes to the next token.
    void note_token() {
        facts_.tokens = avalanche(facts_.tokens + scratch_.hashes[at_]);
        ++at_;
    }

    void count_word() {
        ++facts_.words;
        facts_.digit_words += has_digit(folded(at_));
        note_token();
    }

    // Step 2: stop words dropped; the first five code points of the rest.
    void walk_word() {
        if ((scratch_.lists[at_] & lists_) != 0) {
            connected_ = false;
        } else {
            const std::string_view word = plain(at_);
            const std::size_t size = prefix_size(word);
            const std::uint64_t id = size == word.size() ? scratch_.hashes[at_] : hash_token(word.data(), size);
            add(id, tokens()[at_].source);
        }
        count_word();
    }

    // Step 2: runs of characters give overlapping bigrams.
    void walk_run(Span sentence) {
        facts_.spaceless = true;
        const std::size_t first = at_;
        std::size_t end = tokens()[at_].folded.begin;
        while (in(sentence) && tokens()[at_].folded.begin == end && starts_with_flag(folded(at_), unicode::spaceless)) {
            end = tokens()[at_].folded.end;
            count_word();
        }
        if (at_ - first == 1) {
            add(scratch_.hashes[first], tokens()[first].source);
        }
        for (std::size_t t = first; t + 1 < at_; ++t) {
            const std::size_t size = tokens()[t + 1].folded.end - tokens()[t].folded.begin;
            add(hash_token(folded(t).data(), size), {tokens()[t].source.begin, tokens()[t + 1].source.end});
        }
    }

    void add(std::uint64_t id, Span source) {
        out_.terms.push_back({id, source, connected_});
        connected_ = true;
    }

    TextTerms& out_;
    TermScratch& scratch_;
    StopLists lists_ = 0;
    bool has_curly_ = false;
    std::size_t at_ = 0;      // next token
    SentenceFacts facts_;     // of the sentence that is walked
    bool connected_ = false;  // nothing was dropped since the last term of the sentence
};

}  // namespace

void text_terms(std::string_view text, TextTerms& terms, TermScratch& scratch, std::string_view language) {
    terms.text = text;
    terms.sentences = split_sentences(text);
    TermWalk(terms, scratch, language).run();
}

void text_terms(std::string_view text, std::span<const Sentence> sentences, TextTerms& terms, TermScratch& scratch,
                std::string_view language) {
    check_sentences(text, sentences);
    terms.text = text;
    terms.sentences.assign(sentences.begin(), sentences.end());
    TermWalk(terms, scratch, language).run();
}

TextTerms text_terms(std::string_view text, std::string_view language) {
    TextTerms terms;
    TermScratch scratch;
    text_terms(text, terms, scratch, language);
    return terms;
}

}  // namespace twicetold
