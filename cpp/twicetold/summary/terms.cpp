#include "twicetold/summary/terms.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/base/hash.hpp"
#include "twicetold/summary/apostrophes.hpp"
#include "twicetold/summary/signs.hpp"
#include "twicetold/summary/stopwords.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

/// What the first code point of a token says it is; a word has neither flag.
bool starts_with_flag(std::string_view token, std::uint32_t flag) {
    return !is_ascii_byte(token.front()) && unicode::is(decode_utf8(token, 0).code_point, flag);
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

/// Where a piece of `text` from `begin` on ends: after a blank, which separates whatever surrounds it, so that reading
/// piece by piece changes nothing but the memory that tokens take. A piece's tokens fit into the cache, which is worth
/// more than that texts of several pieces are read twice.
std::size_t piece_end(std::string_view text, std::size_t begin) {
    constexpr std::size_t piece_size = std::size_t{1} << 16;
    if (text.size() - begin <= piece_size) {
        return text.size();
    }
    const std::size_t blank = text.find_first_of(" \n\r\t", begin + piece_size);
    return blank == std::string_view::npos ? text.size() : blank + 1;
}

/// Goes through the tokens of a text, piece by piece and sentence by sentence.
class TermWalk {
  public:
    TermWalk(TextTerms& terms, TermScratch& scratch, const TermOptions& options)
        : out_(terms), scratch_(scratch), own_stop_words_(options.stop_words) {
        choose_language(options.language);
    }

    void run() {
        out_.terms.clear();
        out_.offsets.assign(1, 0);
        out_.facts.clear();
        for (std::size_t begin = 0; begin < out_.text.size(); begin = piece_.end) {
            checkpoint();
            read_piece(begin);
            if (begin == 0) {  // what is reserved but not used costs no memory
                out_.terms.reserve(tokens().size() * (out_.text.size() / piece_.size() + 1));
            }
            at_ = 0;
            walk_piece();
        }
        while (out_.facts.size() < out_.sentences.size()) {
            end_sentence();
        }
    }

  private:
    const std::vector<Token>& tokens() const { return scratch_.tokens.tokens(); }
    std::string_view folded(std::size_t token) const {
        const Span span = tokens()[token].folded;
        return {scratch_.tokens.bytes().data() + span.begin, span.size()};
    }
    Span source(std::size_t token) const {
        const Span in_piece = tokens()[token].source;
        return {piece_.begin + in_piece.begin, piece_.begin + in_piece.end};
    }

    /// The tokens of the piece from `begin` on, their hashes and stop lists; does nothing if it was the last one read.
    void read_piece(std::size_t begin) {
        if (piece_.end > begin && piece_.begin == begin) {
            return;
        }
        piece_ = {begin, piece_end(out_.text, begin)};
        const std::string_view piece = out_.text.substr(begin, piece_.size());
        scratch_.tokens.assign(piece);
        CurlyApostrophes curly;
        curly.start(scratch_.tokens.bytes());
        const std::size_t count = tokens().size();
        scratch_.hashes.resize(count);
        scratch_.sets.resize(count);
        std::uint64_t* const hashes = scratch_.hashes.data();
        std::uint32_t* const sets = scratch_.sets.data();
        for (std::size_t t = 0; t < count; ++t) {
            const std::string_view word =
                curly.in(tokens()[t].folded) ? with_plain_apostrophes(folded(t), scratch_.word) : folded(t);
            hashes[t] = hash_token(word.data(), word.size());
            sets[t] = stopwords_.set_with(hashes[t]);
        }
    }

    void choose_language(std::string_view language) {
        out_.language = {};
        if (language == "none") {
            return;
        }
        if (!language.empty()) {
            const std::size_t list = stopwords_.find(language);
            lists_ = StopLists{1} << list;
            out_.language = stopwords_.language(list);
            return;
        }
        const StopChoice choice = coverage().choose();
        lists_ = choice.lists;
        if (lists_ != 0) {
            out_.language = stopwords_.language(choice.best);
        }
    }

    StopCoverage coverage() {
        std::vector<std::size_t>& counts = scratch_.counts;
        counts.assign(stopwords_.sets().size(), 0);
        if (piece_end(out_.text, 0) == out_.text.size()) {
            read_piece(0);
            for (const std::uint32_t set : scratch_.sets) {
                ++counts[set];
            }
        } else {
            count_all_pieces(counts);
        }
        StopCoverage counted;
        for (std::size_t set = 0; set < counts.size(); ++set) {
            if (counts[set] != 0) {
                counted.add(stopwords_.sets()[set], counts[set]);
            }
        }
        return counted;
    }

    /// All pieces are read twice, where tokens have no places the first time.
    void count_all_pieces(std::vector<std::size_t>& counts) {
        for (std::size_t begin = 0, end = 0; begin < out_.text.size(); begin = end) {
            end = piece_end(out_.text, begin);
            const std::string_view piece = out_.text.substr(begin, end - begin);
            if (has_curly_apostrophe(piece)) {
                count_plain(piece, counts);
                continue;
            }
            const std::size_t count = hash_tokens(piece, scratch_.folded, scratch_.hashes, 0);
            for (std::size_t t = 0; t < count; ++t) {
                ++counts[stopwords_.set_with(scratch_.hashes[t])];
            }
        }
    }

    /// With plain apostrophes.
    void count_plain(std::string_view piece, std::vector<std::size_t>& counts) {
        checkpoint();
        scratch_.folded.assign(piece);
        const std::string_view bytes = scratch_.folded.bytes();
        CurlyApostrophes curly;
        curly.start(bytes);
        for_each_token(scratch_.folded, [&](std::size_t from, std::size_t to) {
            const std::string_view token = bytes.substr(from, to - from);
            const std::string_view word = curly.in({from, to}) ? with_plain_apostrophes(token, scratch_.word) : token;
            ++counts[stopwords_.set_with(hash_token(word.data(), word.size()))];
        });
    }

    void walk_piece() {
        while (at_ < tokens().size() && out_.facts.size() < out_.sentences.size()) {
            const Span sentence = out_.sentences[out_.facts.size()].span;
            const std::size_t begin = source(at_).begin;
            if (begin >= sentence.end) {
                end_sentence();
            } else if (begin < sentence.begin) {
                ++at_;  // in none
            } else {
                walk_sentence(sentence);
            }
        }
    }

    /// Up to the end of the sentence, or of the piece.
    void walk_sentence(Span sentence) {
        while (in(sentence)) {
            walk_words(sentence);
            if (!in(sentence)) {
                return;
            }
            if (starts_with_flag(folded(at_), unicode::spaceless)) {
                walk_run(sentence);
            } else {
                note_token(facts_);
                connected_ = false;
            }
        }
    }

    /// Ends the sentence that is walked; the next one begins.
    void end_sentence() {
        const Span span = out_.sentences[out_.facts.size()].span;
        const std::string_view sentence = out_.text.substr(span.begin, span.size());
        facts_.closed = ends_with_closing_mark(sentence);
        facts_.blank = facts_.words == 0 && is_blank(sentence);
        out_.facts.push_back(facts_);
        out_.offsets.push_back(out_.terms.size());
        facts_ = {};
        connected_ = false;
    }

    bool in(Span sentence) const { return at_ < tokens().size() && source(at_).begin < sentence.end; }

    /// Goes to the next token.
    void note_token(SentenceFacts& facts) {
        facts.tokens = multiply_fold(facts.tokens + scratch_.hashes[at_], 0x9e3779b97f4a7c15u);
        ++at_;
    }

    void count_word(SentenceFacts& facts) {
        ++facts.words;
        facts.digit_words += has_digit_padded(folded(at_));  // as tokens are padded for hash_token
        note_token(facts);
    }

    // Step 2: stop words dropped; the first five code points of the rest. Nearly all tokens go through this loop: what
    // it counts stays in registers.
    void walk_words(Span sentence) {
        SentenceFacts facts = facts_;
        bool connected = connected_;
        while (in(sentence) && !starts_with_flag(folded(at_), unicode::spaceless | unicode::emoji)) {
            const bool stop = (stopwords_.sets()[scratch_.sets[at_]] & lists_) != 0 || is_own(scratch_.hashes[at_]);
            if (!stop) {
                out_.terms.push_back({hash_of_prefix(at_), source(at_), facts.words, connected});
            }
            connected = !stop;
            count_word(facts);
        }
        facts_ = facts;
        connected_ = connected;
    }

    std::uint64_t hash_of_prefix(std::size_t token) {
        constexpr std::size_t most = 5;
        constexpr std::uint64_t not_ascii = 0x8080808080;
        const std::string_view word = folded(token);
        if ((load_little_endian(word.data()) & not_ascii) == 0) {  // hashed without a branch on its length
            return hash_short(word.data(), std::min(word.size(), most));
        }
        const std::string_view plain = with_plain_apostrophes(word, scratch_.word);
        const std::size_t size = prefix_size(plain);
        return size == plain.size() ? scratch_.hashes[token] : hash_token(plain.data(), size);
    }

    // Step 2: runs of characters give overlapping bigrams.
    void walk_run(Span sentence) {
        facts_.spaceless = true;
        const std::size_t first = at_;
        const std::uint32_t word = facts_.words;
        std::size_t end = tokens()[at_].folded.begin;
        while (in(sentence) && tokens()[at_].folded.begin == end && starts_with_flag(folded(at_), unicode::spaceless)) {
            end = tokens()[at_].folded.end;
            count_word(facts_);
        }
        if (at_ - first == 1) {
            add_characters(scratch_.hashes[first], source(first), word);
        }
        for (std::size_t t = first; t + 1 < at_; ++t) {
            const std::size_t size = tokens()[t + 1].folded.end - tokens()[t].folded.begin;
            add_characters(hash_token(folded(t).data(), size), {source(t).begin, source(t + 1).end},
                           word + static_cast<std::uint32_t>(t - first));
        }
    }

    void add_characters(std::uint64_t id, Span source, std::uint32_t word) {
        if (is_own(id)) {
            connected_ = false;
        } else {
            add(id, source, word);
        }
    }

    bool is_own(std::uint64_t hash) const { return own_stop_words_ != nullptr && own_stop_words_->contains(hash); }

    void add(std::uint64_t id, Span source, std::uint32_t word) {
        out_.terms.push_back({id, source, word, connected_});
        connected_ = true;
    }

    TextTerms& out_;
    TermScratch& scratch_;
    const Stopwords& stopwords_ = Stopwords::embedded();
    const WordSet* own_stop_words_;
    StopLists lists_ = 0;
    Span piece_;              // whose tokens were read
    std::size_t at_ = 0;      // next token of the piece
    SentenceFacts facts_;     // of the sentence that is walked
    bool connected_ = false;  // nothing was dropped since the last term of the sentence
};

}  // namespace

void text_terms(std::string_view text, TextTerms& terms, TermScratch& scratch, const TermOptions& options) {
    terms.text = text;
    terms.sentences = split_sentences(text);
    TermWalk(terms, scratch, options).run();
}

void text_terms(std::string_view text, std::span<const Sentence> sentences, TextTerms& terms, TermScratch& scratch,
                const TermOptions& options) {
    check_sentences(text, sentences);
    terms.text = text;
    terms.sentences.assign(sentences.begin(), sentences.end());
    TermWalk(terms, scratch, options).run();
}

TextTerms text_terms(std::string_view text, const TermOptions& options) {
    TextTerms terms;
    TermScratch scratch;
    text_terms(text, terms, scratch, options);
    return terms;
}

}  // namespace twicetold
