#include "twicetold/evaluation/rouge_tokens.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "twicetold/base/hash.hpp"
#include "twicetold/evaluation/porter.hpp"
#include "twicetold/text/tokens.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

/// A byte as a small letter or a digit; 0 if it is neither.
constexpr std::array<char, 256> lowered_bytes = [] {
    std::array<char, 256> lowered{};
    for (unsigned letter = 'a'; letter <= 'z'; ++letter) {
        lowered[letter] = lowered[letter - 'a' + 'A'] = static_cast<char>(letter);
    }
    for (unsigned digit = '0'; digit <= '9'; ++digit) {
        lowered[digit] = static_cast<char>(digit);
    }
    return lowered;
}();

/// The two characters beyond ASCII that have an ASCII letter in their small form (i and a dot; k), as bytes.
constexpr std::string_view capital_i_with_dot = "\xC4\xB0";
constexpr std::string_view kelvin_sign = "\xE2\x84\xAA";

/// The line in small letters, what separates tokens as 0, one more behind it.
void lower_english(std::string_view line, std::string& lowered) {
    lowered.clear();
    for (std::size_t at = 0; at < line.size();) {
        const std::string_view rest = line.substr(at);
        if (rest.starts_with(kelvin_sign)) {
            lowered.push_back('k');
            at += kelvin_sign.size();
        } else if (rest.starts_with(capital_i_with_dot)) {
            lowered.append("i\0", 2);
            at += capital_i_with_dot.size();
        } else {
            lowered.push_back(lowered_bytes[static_cast<unsigned char>(line[at++])]);
        }
    }
    lowered.push_back('\0');
}

struct Letters {
    std::size_t ascii = 0;
    std::size_t other = 0;
};

Letters letters_of(std::string_view text) {
    Letters letters;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded here = decode_utf8(text, at);
        if (unicode::is(here.code_point, unicode::letter)) {
            ++(here.code_point < 0x80 ? letters.ascii : letters.other);
        }
        at += here.size;
    }
    return letters;
}

bool is_ascii_word(std::string_view token) {
    return std::ranges::all_of(token, [](char c) { return lowered_bytes[static_cast<unsigned char>(c)] == c; });
}

}  // namespace

RougeTokens parse_rouge_tokens(std::string_view name) {
    if (name == "english") {
        return RougeTokens::english;
    }
    if (name == "unicode") {
        return RougeTokens::unicode;
    }
    throw std::invalid_argument("tokens must be 'auto', 'english' or 'unicode', got '" + std::string(name) + "'");
}

RougeTokens fitting_rouge_tokens(const TextSource& texts, const Control& control) {
    constexpr std::size_t most_others = 200;
    std::vector<Letters> found(control.threads);
    std::vector<std::string> buffers(control.threads);
    parallel_chunks(control, "letters", texts.chunks(), [&](Chunk chunk, std::size_t worker) {
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            const Letters own = letters_of(texts.text(row, buffers[worker]));
            found[worker].ascii += own.ascii;
            found[worker].other += own.other;
        }
    });
    Letters all;
    for (const Letters& own : found) {
        all.ascii += own.ascii;
        all.other += own.other;
    }
    return most_others * all.other <= all.ascii + all.other ? RougeTokens::english : RougeTokens::unicode;
}

void RougeTokenizer::read(std::string_view text, RougeText& into) {
    into.tokens.clear();
    into.line_ends.clear();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::size_t before = into.tokens.size();
        const std::string_view line = text.substr(begin, end - begin);
        kind_ == RougeTokens::english ? read_english(line, into.tokens) : read_unicode(line, into.tokens);
        if (into.tokens.size() > before) {
            into.line_ends.push_back(into.tokens.size());
        }
        begin = end + 1;
    }
}

void RougeTokenizer::read_english(std::string_view line, std::vector<std::uint64_t>& tokens) {
    lower_english(line, lowered_);
    for (std::size_t at = 0; at < lowered_.size();) {
        if (lowered_[at] == '\0') {
            ++at;
            continue;
        }
        const std::size_t end = lowered_.find('\0', at);  // the last byte is one
        tokens.push_back(hash(lowered_.data() + at, end - at));
        at = end + 1;
    }
}

void RougeTokenizer::read_unicode(std::string_view line, std::vector<std::uint64_t>& tokens) {
    folded_.assign(line);
    // Not for_each_token: apostrophes separate here, as in English.
    for (TokenEdges edges(folded_); edges.next();) {
        tokens.push_back(hash(folded_.bytes().data() + edges.begin(), edges.end() - edges.begin()));
    }
}

std::uint64_t RougeTokenizer::hash(const char* bytes, std::size_t size) {
    if (!stem_ || size <= 3 || !is_ascii_word({bytes, size})) {
        return hash_bytes(bytes, size);
    }
    word_.assign(bytes, size);
    porter_stem(word_);
    return hash_bytes(word_.data(), word_.size());
}

}  // namespace twicetold
