#include "twicetold/text/sentence_korean.hpp"

#include "twicetold/text/sentence_glyphs.hpp"

namespace twicetold {

namespace {

/// What stands before 요 in verb endings: "-세요", "-네요", "-어요", contracted "-해요", "-워요" … Nouns end otherwise:
/// 필요 (need), 중요 (importance), 수요 (demand).
constexpr std::u32string_view before_yo = U"세네어아나까군구해에예워와지데게래려여져돼봐";

/// 니다 follows a syllable closed by ㅂ, "합니다", "습니다"; 다니다 (to go about) is a plain form.
bool is_closed_by_bieup(char32_t c) {
    constexpr char32_t first = 0xAC00, finals = 28, bieup = 17;  // Unicode 15.0, section 3.12
    return c >= first && c <= 0xD7A3 && (c - first) % finals == bieup;
}

/// ㅜㅜ weeps, ㅋㅋ laughs: no word but a sign of the sentence before.
bool is_jamo(char32_t c) {
    return c >= U'ㄱ' && c <= U'ㅣ';
}

bool is_polite_before(std::string_view text, std::size_t at, char32_t last) {
    const Glyph before = glyph_before(text, at);
    switch (last) {
        case U'다': return before == U'니' && is_closed_by_bieup(glyph_before(text, at - before.size).code_point);
        case U'요': return before.size != 0 && before_yo.find(before.code_point) != std::u32string_view::npos;
        default: return before.is(unicode::letter);
    }
}

}  // namespace

std::size_t polite_ending_at(std::string_view text, std::size_t at) {
    const Glyph last = glyph_at(text, at);
    if (!is_last_of_polite_ending(last.code_point) || !is_polite_before(text, at, last.code_point)) {
        return 0;
    }
    const std::size_t end = at + last.size;
    const std::size_t next_begin = skip_space(text, end);
    const Glyph next = glyph_at(text, next_begin);
    const bool word = next.is(unicode::letter | unicode::number) && !is_jamo(next.code_point);
    return next_begin != end && word ? last.size : 0;
}

}  // namespace twicetold
