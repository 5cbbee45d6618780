#include "twicetold/summary/word_set.hpp"

#include <algorithm>

#include "twicetold/summary/terms.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

WordSet::WordSet(std::span<const std::string_view> words) {
    const auto spaceless = [](std::string_view text, std::size_t at) {
        return unicode::is(decode_utf8(text, at).code_point, unicode::spaceless);
    };
    TextTerms terms;
    TermScratch scratch;
    for (const std::string_view word : words) {
        const Sentence whole{{0, word.size()}};
        text_terms(word, {&whole, 1}, terms, scratch, {"none"});
        const std::vector<Token>& tokens = scratch.tokens.tokens();
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            if (!spaceless(scratch.tokens.folded(tokens[t]), 0)) {
                hashes_.push_back(scratch.hashes[t]);
            }
        }
        for (const TermOccurrence& term : terms.terms) {
            if (spaceless(word, term.source.begin)) {
                hashes_.push_back(term.id);
            }
        }
    }
    std::ranges::sort(hashes_);
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
}

bool WordSet::contains(std::uint64_t hash) const {
    return std::ranges::binary_search(hashes_, hash);
}

}  // namespace twicetold
