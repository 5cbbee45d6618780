#pragma once

// The slow, obvious version of strip_repeats: cuts, and says what is left of each text.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reference.hpp"
#include "twicetold/dedup/passage_cuts.hpp"
#include "twicetold/dedup/strip_repeats.hpp"
#include "twicetold/text/fold.hpp"
#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold::reference {

/// The spans of the lines, without their breaks.
inline std::vector<Span> lines_of(const std::string& text) {
    std::vector<Span> lines{{0, 0}};
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n' && at > 0 && text[at - 1] == '\r') {
            lines.back() = {at + 1, at + 1};
        } else if (text[at] == '\n' || text[at] == '\r') {
            lines.push_back({at + 1, at + 1});
        } else {
            lines.back().end = at + 1;
        }
    }
    return lines;
}

inline Span trimmed(const std::string& text, Span span) {
    while (span.begin < span.end && glyph_at(text, span.begin).is(unicode::space)) {
        span.begin += glyph_at(text, span.begin).size;
    }
    while (span.begin < span.end && glyph_before(text, span.end).is(unicode::space)) {
        span.end -= glyph_before(text, span.end).size;
    }
    return span;
}

inline std::vector<Span> passages_of(const std::string& text, PassageUnit unit) {
    std::vector<Span> passages;
    if (unit == PassageUnit::sentence) {
        for (const Sentence& sentence : split_sentences(text)) {
            passages.push_back(sentence.span);
        }
        return passages;
    }
    bool after_blank = true;
    for (const Span line : lines_of(text)) {
        const Span own = trimmed(text, line);
        if (own.size() > 0 && (unit == PassageUnit::line || after_blank)) {
            passages.push_back(own);
        } else if (own.size() > 0) {
            passages.back().end = own.end;
        }
        after_blank = own.size() == 0;
    }
    return passages;
}

/// "" without a token.
inline std::string form_of(const std::string& passage) {
    TokenizedText tokens;
    tokens.assign(passage);
    if (tokens.tokens().empty()) {
        return "";
    }
    const std::string folded = fold(passage);
    std::string form;
    for (std::size_t at = 0; at < folded.size();) {
        const Glyph glyph = glyph_at(folded, at);
        if (!glyph.is(unicode::space)) {
            form += folded.substr(at, glyph.size);
        } else if (!form.empty() && form.back() != ' ') {
            form += ' ';
        }
        at += glyph.size;
    }
    return form.back() == ' ' ? form.substr(0, form.size() - 1) : form;
}

/// The passage with the white space around it as far as it reaches to the ends of its lines.
inline Span extent(const std::string& text, Span span) {
    Span line{0, text.size()};
    for (const Span own : lines_of(text)) {
        line.begin = own.begin <= span.begin ? own.begin : line.begin;
        line.end = own.end >= span.end ? std::min(line.end, own.end) : line.end;
    }
    const auto blank = [&](std::size_t begin, std::size_t end) { return trimmed(text, {begin, end}).size() == 0; };
    return {blank(line.begin, span.begin) ? line.begin : span.begin, blank(span.end, line.end) ? line.end : span.end};
}

inline int rank_of_space(const std::string& space) {
    std::string breaks;
    for (std::size_t at = 0; at < space.size(); ++at) {
        if (space[at] == '\r' || (space[at] == '\n' && (at == 0 || space[at - 1] != '\r'))) {
            breaks += '\n';
        }
    }
    return space.empty() ? 0 : breaks.empty() ? 1 : breaks.size() == 1 ? 2 : 3;
}

/// Of each passage, whether it goes, once those that follow others are settled.
inline std::vector<bool> settled(const std::vector<Fate>& fates) {
    std::vector<bool> goes;
    for (std::size_t k = 0; k < fates.size(); ++k) {
        const auto before = std::find_if(fates.rbegin() + static_cast<std::ptrdiff_t>(fates.size() - k), fates.rend(),
                                         [](Fate fate) { return fate != Fate::follows; });
        const auto after = std::find_if(fates.begin() + static_cast<std::ptrdiff_t>(k), fates.end(),
                                        [](Fate fate) { return fate != Fate::follows; });
        const bool left = before != fates.rend() && *before == Fate::goes;
        const bool right = after != fates.end() && *after == Fate::goes;
        const bool follows = (left || before == fates.rend()) && (right || after == fates.end()) && (left || right);
        goes.push_back(fates[k] == Fate::goes || (fates[k] == Fate::follows && follows));
    }
    return goes;
}

/// What is left of the text.
inline std::string without(const std::string& text, const std::vector<Span>& passages, const std::vector<Fate>& fates) {
    const std::vector<bool> goes = settled(fates);
    if (std::ranges::count(goes, true) == 0) {
        return text;
    }
    std::string left;
    std::vector<std::string> spaces;  // since the last passage that stays
    bool any = false;
    std::size_t end = 0;
    for (std::size_t k = 0; k < passages.size(); ++k) {
        const Span own = extent(text, passages[k]);
        spaces.push_back(text.substr(end, own.begin - end));
        end = own.end;
        if (!goes[k]) {
            std::string best = spaces.front();
            for (const std::string& space : spaces) {
                best = any && rank_of_space(space) > rank_of_space(best) ? space : best;
            }
            left += best + text.substr(own.begin, own.size());
            any = true;
            spaces.clear();
        }
    }
    return any ? left + text.substr(end) : "";
}

struct Stripping {
    Rows left;
    std::vector<std::int64_t> cut;  // passages, those that follow others apart
    /// (texts, occurrences) of the passages that are cut, most first.
    std::vector<std::pair<std::int64_t, std::int64_t>> passages;
};

inline Stripping strip_repeats(const Rows& rows, PassageUnit unit, std::size_t min_texts, bool keep_first) {
    std::map<std::string, std::set<std::size_t>> texts;
    std::map<std::string, std::int64_t> occurrences;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const Span span : passages_of(rows[row].value_or(""), unit)) {
            const std::string form = form_of(rows[row]->substr(span.begin, span.size()));
            texts[form].insert(row);
            ++occurrences[form];
        }
    }
    texts.erase("");
    Stripping result;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string text = rows[row].value_or("");
        const std::vector<Span> passages = passages_of(text, unit);
        std::vector<Fate> fates;
        for (const Span span : passages) {
            const std::string form = form_of(text.substr(span.begin, span.size()));
            const auto& own = texts[form];
            const bool kept = keep_first && !own.empty() && *own.begin() == row;
            fates.push_back(form.empty() ? Fate::follows : own.size() >= min_texts && !kept ? Fate::goes : Fate::stays);
        }
        result.cut.push_back(std::ranges::count(fates, Fate::goes));
        result.left.push_back(rows[row] ? std::optional(without(text, passages, fates)) : std::nullopt);
    }
    for (const auto& [form, own] : texts) {
        if (own.size() >= min_texts) {
            result.passages.emplace_back(own.size(), occurrences[form]);
        }
    }
    std::ranges::sort(result.passages, std::greater());
    return result;
}

/// Texts of a few pieces, among them few different ones, so that some stand in many.
inline Rows repeating_texts(std::uint32_t seed, std::size_t count) {
    static const char* const pieces[] = {"Alle Rechte.",
                                         "ALLE\u00a0 Rechte.",
                                         "Alle  rechte.",
                                         "Ｍｅｎｕ",
                                         "menu",
                                         "-----",
                                         "* * *",
                                         "\u200b",
                                         "新闻。",
                                         "One day. It",
                                         "it rained",
                                         "it rained.",
                                         "Read more here",
                                         "read\tmore here",
                                         "\u2028",
                                         "!",
                                         "x1",
                                         "x2",
                                         "x3",
                                         "Stra\u00dfe"};
    static const char* const spaces[] = {"\n", "\n\n", "\r\n", "\r\n\r\n", "\r",    " ",
                                         "  ", "",     "\n  ", "  \n",     "\n \n", "\n\n\n\n"};
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    Rows rows;
    for (std::size_t k = 0; k < count; ++k) {
        std::string text = below(5) == 0 ? spaces[below(std::size(spaces))] : "";
        for (std::size_t n = below(8); n > 0; --n) {
            text += pieces[below(std::size(pieces))];
            text += spaces[below(std::size(spaces))];
        }
        rows.push_back(below(9) == 0 ? std::nullopt : std::optional(text));
    }
    return rows;
}

}  // namespace twicetold::reference
