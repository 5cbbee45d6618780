// Folding, tokens, sentences and entities of any bytes.

#include "fuzz.hpp"
#include "twicetold/text/ascii.hpp"
#include "twicetold/text/entities.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/tokens.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

using namespace twicetold;
using fuzz::require;

namespace {

std::vector<std::string> folded_tokens(std::string_view text) {
    TokenizedText tokenized;
    tokenized.assign(text);
    std::vector<std::string> tokens;
    std::size_t end = 0;
    for (const Token& token : tokenized.tokens()) {
        tokens.emplace_back(tokenized.folded(token));
        require(token.source.begin < token.source.end && token.source.end <= text.size(), "a token has a span");
        require(token.source.end >= end, "tokens come in order");
        end = token.source.end;
    }
    return tokens;
}

bool all_space(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        if (!unicode::is(decoded.code_point, unicode::space)) {
            return false;
        }
        at += decoded.size;
    }
    return true;
}

void check_ascii(std::string_view text) {
    char fast[ascii_block_size];
    char slow[ascii_block_size];
    const AsciiBlock a = fold_ascii_block(text, fast);
    const AsciiBlock b = fold_ascii_block_scalar(text, slow);
    require(a.size == b.size && a.token_bits == b.token_bits, "SIMD and scalar classify alike");
    require(std::string_view(fast, a.size) == std::string_view(slow, b.size), "SIMD and scalar fold alike");
}

void check_sentences(std::string_view text) {
    std::size_t end = 0;
    for (const Sentence& sentence : split_sentences(text)) {
        require(sentence.span.begin >= end && sentence.span.end > sentence.span.begin, "sentences come in order");
        require(all_space(text.substr(end, sentence.span.begin - end)), "only white space lies between sentences");
        end = sentence.span.end;
    }
    require(end <= text.size() && all_space(text.substr(end)), "only white space lies behind the last sentence");
}

bool starts_code_point(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

void check_entities(std::string_view text) {
    const bool valid = find_invalid_utf8(text) == std::string_view::npos;
    std::size_t end = 0;
    for (const Entity& entity : find_entities(text)) {
        const Span span = entity.span;
        require(span.begin >= end && span.end > span.begin && span.end <= text.size(), "entities come in order");
        require(!valid || (starts_code_point(text, span.begin) && starts_code_point(text, span.end)),
                "entities start and end on code points");
        require(find_invalid_utf8(text.substr(span.begin, span.size())) == std::string_view::npos,
                "ill-formed UTF-8 is part of no entity");
        end = span.end;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const std::string folded = fold(text);
    require(find_invalid_utf8(folded) == std::string_view::npos, "a folded text is valid UTF-8");
    require(fold(folded) == folded, "folding twice is folding once");
    require(folded_tokens(folded) == folded_tokens(text), "a folded text has the tokens of the text");
    check_ascii(text);
    check_sentences(text);
    check_entities(text);
    return 0;
}
