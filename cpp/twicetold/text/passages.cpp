#include "twicetold/text/passages.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>

#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentences.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace twicetold {

namespace {

/// Finds the ends of lines; the end of the text is that of the last. Asked in rising order, all together are O(bytes).
class LineEnds {
  public:
    explicit LineEnds(std::string_view text) : text_(text) {}

    [[nodiscard]] std::size_t operator()(std::size_t at) {
        move(feed_, '\n', at);
        move(carriage_return_, '\r', at);
        return std::min(feed_, carriage_return_);
    }

  private:
    /// `place` becomes that of the first `sign` from `at` on.
    void move(std::size_t& place, char sign, std::size_t at) const {
        if (place < at || at == 0) {
            place = std::min(text_.find(sign, at), text_.size());
        }
    }

    std::string_view text_;
    std::size_t feed_ = 0;
    std::size_t carriage_return_ = 0;
};

/// Calls visit(span) for each line, white space at its ends and the line break apart; a blank line gives an empty span.
template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
    LineEnds ends(text);
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = ends(begin);
        Span line{skip_space(text.substr(0, end), begin), end};
        line.end = trim_space_before(text, line.begin, line.end);
        visit(line);
        begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
}

enum ByteKind : std::uint8_t { other, white, may_be_white };

/// `may_be_white`: lead bytes of U+0085, U+1680, U+2028 and U+2029, the white space beyond ASCII that folding leaves.
constexpr std::array<ByteKind, 256> make_byte_kinds() {
    std::array<ByteKind, 256> kinds{};
    for (const char c : {' ', '\t', '\n', '\v', '\f', '\r'}) {
        kinds[static_cast<unsigned char>(c)] = white;
    }
    kinds[0xC2] = kinds[0xE1] = kinds[0xE2] = may_be_white;
    return kinds;
}

constexpr std::array<ByteKind, 256> byte_kinds = make_byte_kinds();

constexpr std::size_t block_size = 16;

/// Copies a block to `out` and returns how many bytes at its start collapsing leaves as they are: single blanks, and
/// what is surely no white space. The first of them stands behind white space if `after_space`.
std::size_t copy_plain([[maybe_unused]] const char* block, [[maybe_unused]] bool after_space,
                       [[maybe_unused]] char* out) {
#if defined(__SSE2__)
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
    const auto bits = [](__m128i matching) { return static_cast<std::uint32_t>(_mm_movemask_epi8(matching)); };
    const auto is = [&](unsigned char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(c))); };
    const __m128i controls =
        _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('\t' - 1)), _mm_cmplt_epi8(bytes, _mm_set1_epi8('\r' + 1)));
    const __m128i leads = _mm_or_si128(_mm_or_si128(is(0xC2), is(0xE1)), is(0xE2));
    const std::uint32_t blanks = bits(is(' '));
    const std::uint32_t others = bits(_mm_or_si128(controls, leads)) | (blanks & (blanks << 1 | (after_space ? 1 : 0)));
    return static_cast<std::size_t>(std::countr_zero(others | 1u << block_size));
#else
    return 0;
#endif
}

/// Writes `folded` to `out`, each run of white space as one blank, none at either end; returns how much. Of both, a
/// block beyond the end can be read and written.
std::size_t collapse_space(std::string_view folded, char* out) {
    std::size_t size = 0;
    bool after_space = true;  // so that none is written at the start
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t plain = std::min(copy_plain(folded.data() + at, after_space, out + size), folded.size() - at);
        if (plain > 0) {
            at += plain;
            size += plain;
            after_space = out[size - 1] == ' ';
            continue;
        }
        const char c = folded[at];
        const ByteKind kind = byte_kinds[static_cast<unsigned char>(c)];
        if (kind == may_be_white) {
            const Glyph glyph = glyph_at(folded, at);
            const bool space = glyph.is(unicode::space);
            std::copy_n(space ? " " : folded.data() + at, space ? 1 : glyph.size, out + size);
            size += space ? !after_space : glyph.size;
            after_space = space;
            at += glyph.size;
            continue;
        }
        out[size] = kind == white ? ' ' : c;
        size += !(kind == white && after_space);
        after_space = kind == white;
        ++at;
    }
    return size > 0 && after_space ? size - 1 : size;
}

bool has_token(const FoldedText& folded) {
    const auto begin = folded.token_bits().begin();
    const auto words = static_cast<std::ptrdiff_t>(folded.bytes().size() / 64 + 1);
    return std::any_of(begin, begin + words, [](std::uint64_t bits) { return bits != 0; });
}

}  // namespace

PassageUnit parse_passage_unit(std::string_view name) {
    if (name == "paragraph") {
        return PassageUnit::paragraph;
    }
    if (name == "sentence") {
        return PassageUnit::sentence;
    }
    if (name == "line") {
        return PassageUnit::line;
    }
    throw std::invalid_argument("unit must be 'paragraph', 'sentence' or 'line', got '" + std::string(name) + "'");
}

void split_passages(std::string_view text, PassageUnit unit, std::vector<Span>& passages) {
    passages.clear();
    if (unit == PassageUnit::sentence) {
        for (const Sentence& sentence : split_sentences(text)) {
            passages.push_back(sentence.span);
        }
        return;
    }
    bool goes_on = false;  // the paragraph, into this line
    for_each_line(text, [&](Span line) {
        if (line.size() == 0) {
            goes_on = false;
        } else if (goes_on && unit == PassageUnit::paragraph) {
            passages.back().end = line.end;
        } else {
            passages.push_back(line);
            goes_on = true;
        }
    });
}

std::string_view PassageForm::operator()(std::string_view passage) {
    folded_.assign(passage);
    if (!has_token(folded_)) {
        return {};
    }
    const std::string_view folded = folded_.bytes();
    form_.resize(std::max(form_.size(), folded.size() + block_size));
    return {form_.data(), collapse_space(folded, form_.data())};
}

}  // namespace twicetold
