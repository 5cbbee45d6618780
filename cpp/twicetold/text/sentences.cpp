#include "twicetold/text/sentences.hpp"

#include <algorithm>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/text/sentence_dates.hpp"
#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentence_headers.hpp"
#include "twicetold/text/sentence_kinds.hpp"
#include "twicetold/text/sentence_korean.hpp"
#include "twicetold/text/sentence_lines.hpp"
#include "twicetold/text/sentence_lists.hpp"
#include "twicetold/text/sentence_scan.hpp"
#include "twicetold/text/sentence_stops.hpp"

namespace twicetold {

namespace {

/// A bracket that is not closed within so many bytes is forgotten.
constexpr std::size_t longest_bracket = 250;

/// ":)", ";-(": the bracket at `at`.
bool is_emoticon_end(std::string_view text, std::size_t at) {
    if (text[at] != ')' && text[at] != '(') {
        return false;
    }
    const std::size_t eyes = at > 0 && text[at - 1] == '-' ? 2 : 1;
    return at >= eyes && (text[at - eyes] == ':' || text[at - eyes] == ';') &&
           (at == eyes || glyph_before(text, at - eyes).is(unicode::space | unicode::terminal)) &&
           !glyph_at(text, at + 1).is(unicode::letter | unicode::number);
}

/// "://" and the first full stops of "www.example.org", "t.co/x" and "pic.twitter.com/x".
bool is_sign_of_link(std::string_view text, std::size_t at) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const std::string_view before = text.substr(0, at);
    return (text[at] == ':' && next == '/') ||
           (text[at] == '.' && next != ' ' &&
            (before.ends_with("www") || before.ends_with("pic") || before.ends_with('t')));
}

/// Where the bullet of the number at `begin` stands if it is the sign at `first`: "• 9. one • 10. two".
std::size_t bullet_begin(std::string_view text, std::size_t first, std::size_t begin) {
    const Glyph bullet = glyph_at(text, first);
    const std::size_t end = begin - (glyph_before(text, begin) == U' ' ? 1 : 0);
    const bool found =
        !bullet.is(unicode::letter | unicode::number | unicode::open) && glyph_before(text, end) == bullet.code_point;
    return found ? end - bullet.size : begin;
}

/// Past the prefix of quoted mail, if the next line has one.
Ahead look_ahead_in_quotation(std::string_view text, std::size_t at) {
    const std::size_t begin = skip_space(text, at);
    const QuotePrefix prefix = quote_prefix_at(text, begin);
    const std::string_view between = text.substr(at, begin - at);
    if (prefix.depth == 0 || between.find_first_of("\n\r") == std::string_view::npos) {
        return look_ahead(text, at);
    }
    Ahead ahead = look_ahead(text, prefix.end);
    ahead.begin = begin;
    ahead.space = true;
    return ahead;
}

/// One paragraph after the other; keeps what a sentence has shown so far.
class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<Sentence> run() {
        sentences_.reserve(text_.size() / 128 + 4);
        Paragraphs paragraphs(text_);
        for (Paragraph p = paragraphs.next(); p.span.size() != 0; p = paragraphs.next()) {
            pace_.at(p.span.begin);
            split(p);
        }
        settle_headlines();
        return std::move(sentences_);
    }

  private:
    void split(const Paragraph& paragraph);
    void look_closer();
    void end_sentence(std::size_t end);
    void end_sentence(std::size_t end, std::size_t next);
    void add_sentence(Span span);
    void start_sentence(std::size_t at);
    void note_bracket(const Glyph& glyph);
    bool starts_next_item();
    bool takes_header_time();
    bool takes_emoticon();
    bool takes_polite_ending(const Glyph& glyph);
    void take_headers();
    SentenceKind kind_of(std::string_view sentence) const;
    void settle_headlines();

    [[nodiscard]] bool in_bracket() const { return depth_ > 0 && at_ - bracket_begin_ < longest_bracket; }

    std::string_view text_;
    std::string_view seen_;  // up to the end of the paragraph
    LineShape shape_ = LineShape::prose;
    std::size_t begin_ = 0;  // of the sentence
    std::size_t at_ = 0;
    std::size_t bracket_begin_ = 0;
    bool quoted_ = false;  // the paragraph is quoted mail
    unsigned depth_ = 0;
    bool may_link_ = false;  // the sentence may hold a link, a handle or a hashtag
    ListMark item_;          // what the sentence starts with
    LoneQuotes quotes_ = lone_quotes;
    std::vector<Sentence> sentences_;
    Pace pace_;
};

void Splitter::split(const Paragraph& paragraph) {
    seen_ = text_.substr(0, paragraph.span.end);
    shape_ = paragraph.shape;
    quoted_ = paragraph.quoted;
    depth_ = 0;
    const std::size_t first = sentences_.size();
    start_sentence(paragraph.span.begin);
    take_headers();
    const std::size_t end = seen_.size();
    for (at_ = next_sentence_sign(text_, at_, end); at_ < end; at_ = next_sentence_sign(text_, at_, end)) {
        pace_.at(at_);
        look_closer();
    }
    if (begin_ < seen_.size()) {
        end_sentence(seen_.size());
    }
    Sentence& only = sentences_[first];
    if (sentences_.size() == first + 1 && only.kind == SentenceKind::sentence &&
        is_headline(text_.substr(only.span.begin, only.span.size()))) {
        only.kind = SentenceKind::headline;
    }
}

void Splitter::look_closer() {
    const Glyph glyph = glyph_at(seen_, at_);
    if (glyph == U'#' || glyph == U'@') {
        may_link_ = true;
        ++at_;
        return;
    }
    if ((glyph == U'.' || glyph == U')') && starts_next_item()) {
        return;
    }
    may_link_ = may_link_ || is_sign_of_link(seen_, at_);
    if (glyph == U':' && takes_header_time()) {
        return;
    }
    if (takes_emoticon() || takes_polite_ending(glyph)) {
        return;
    }
    const Mark mark = mark_at(seen_, at_, quotes_);
    if (mark.end == at_) {
        note_bracket(glyph);
        at_ += glyph.size;
        return;
    }
    for (std::size_t at = mark.begin; at < mark.end;) {
        const Glyph part = glyph_at(seen_, at);
        note_bracket(part);
        at += part.size;
    }
    at_ = mark.end;
    const Ahead ahead = quoted_ ? look_ahead_in_quotation(seen_, mark.end) : look_ahead(seen_, mark.end);
    if (ends_sentence({seen_, begin_, in_bracket()}, mark, ahead)) {
        end_sentence(mark.end, ahead.begin);
        take_headers();
    }
}

void Splitter::note_bracket(const Glyph& glyph) {
    if (!is_bracket(glyph)) {
        return;
    }
    if (glyph.is(unicode::open)) {
        depth_ = in_bracket() ? depth_ + 1 : 1;
        bracket_begin_ = at_;
    } else if (depth_ > 0) {
        --depth_;
    }
}

/// Before "2)" of "1) one 2) two" a sentence ends.
bool Splitter::starts_next_item() {
    if (item_.closing == 0) {  // no mark, or a bullet, which counts nothing
        return false;
    }
    const std::string_view token = token_before(seen_, at_);
    std::size_t begin = at_ - token.size();
    if (begin > begin_ && seen_[begin - 1] == '(') {
        --begin;
    }
    if (!item_.precedes(list_mark_at(seen_, begin)) || is_part_of_spaced_date(seen_, begin)) {
        return false;
    }
    begin = bullet_begin(seen_, begin_, begin);
    const Glyph before = glyph_before(seen_, begin);
    if (list_mark_at(seen_, begin - before.size).closing == 0 && !before.is(unicode::space)) {  // "⁃10."
        begin -= before.size;
    }
    if (begin <= begin_ || !glyph_before(seen_, begin).is(unicode::space)) {
        return false;
    }
    end_sentence(begin);
    return true;
}

void Splitter::start_sentence(std::size_t at) {
    begin_ = at;
    at = quoted_ ? quote_prefix_at(seen_, at).body : at;
    at_ = at;
    may_link_ = false;
    item_ = list_mark_at(seen_, at);
    if (item_) {
        at_ = at + item_.size;
        const std::size_t inner_begin = skip_space(seen_, at_);
        const ListMark inner = item_.closing == 0 ? list_mark_at(seen_, inner_begin) : ListMark{};
        if (inner.closing != 0) {  // "• 1."
            at_ = inner_begin + inner.size;
            item_ = inner;
        }
    }
}

void Splitter::end_sentence(std::size_t end) {
    end_sentence(end, skip_space(seen_, end));
}

void Splitter::end_sentence(std::size_t end, std::size_t next) {
    Span span{begin_, trim_space_before(seen_, begin_, end)};
    if (may_link_ && shape_ == LineShape::prose) {
        const std::size_t tail = begin_ + tweet_tail(seen_.substr(begin_, span.end - begin_));
        if (tail < span.end) {
            add_sentence({begin_, trim_space_before(seen_, begin_, tail)});
            span.begin = tail;
            item_ = {};
        }
    }
    add_sentence(span);
    start_sentence(next);
}
void Splitter::add_sentence(Span span) {
    sentences_.push_back({span, kind_of(seen_.substr(span.begin, span.size()))});
}

/// What stands for itself before the sentence proper.
void Splitter::take_headers() {
    while (const std::size_t size = leading_header(seen_.substr(begin_))) {
        may_link_ = true;  // it may: nobody looked
        end_sentence(begin_ + size);
    }
}

/// "Ann Lee 05/03/2021 10:15 AM Hello": a header ends behind the time, and a bare name before the date.
bool Splitter::takes_header_time() {
    std::size_t date = 0;
    const std::size_t end = header_time_end(seen_, begin_, at_, date);
    if (end == 0) {
        return false;
    }
    if (date > begin_ && is_bare_name(seen_.substr(begin_, date - begin_))) {
        end_sentence(date);
    }
    end_sentence(end);
    take_headers();
    return true;
}

/// ":-)" before a capital ends a sentence; its bracket closes nothing.
bool Splitter::takes_emoticon() {
    if (!is_emoticon_end(seen_, at_)) {
        return false;
    }
    ++at_;
    const Ahead ahead = look_ahead(seen_, at_);
    if (ahead.space && (ahead.kind == Ahead::Kind::capital || ahead.kind == Ahead::Kind::number)) {
        end_sentence(at_);
        take_headers();
    }
    return true;
}

/// Korean without full stops; in brackets no sentence ends.
bool Splitter::takes_polite_ending(const Glyph& glyph) {
    if (!is_last_of_polite_ending(glyph.code_point)) {
        return false;
    }
    const bool ends = !in_bracket() && polite_ending_at(seen_, at_) != 0;
    at_ += glyph.size;
    if (ends) {
        end_sentence(at_);
        take_headers();
    }
    return true;
}

SentenceKind Splitter::kind_of(std::string_view sentence) const {
    if (shape_ == LineShape::apart || is_fragment(sentence, may_link_)) {
        return SentenceKind::fragment;
    }
    if (shape_ == LineShape::heading) {
        return SentenceKind::headline;
    }
    return item_ ? SentenceKind::list_item : SentenceKind::sentence;
}

/// Lines without a closing mark are headlines beside sentences; where there are none, they are what is said.
void Splitter::settle_headlines() {
    const auto has_kind = [](SentenceKind kind) { return [kind](const Sentence& s) { return s.kind == kind; }; };
    if (std::ranges::any_of(sentences_, has_kind(SentenceKind::sentence))) {
        return;
    }
    for (Sentence& sentence : sentences_) {
        if (sentence.kind == SentenceKind::headline) {
            sentence.kind = SentenceKind::sentence;
        }
    }
}

}  // namespace

std::vector<Sentence> split_sentences(std::string_view text) {
    return Splitter(text).run();
}

}  // namespace twicetold
