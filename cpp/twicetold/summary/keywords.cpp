#include "twicetold/summary/keywords.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

constexpr std::uint32_t most_places = 100;
constexpr std::size_t most_spellings = 16;

/// A word of at least two letters or digits, not all digits; or characters of a script written without spaces.
bool is_word(std::string_view source) {
    bool has_letter = false;
    std::size_t signs = 0;
    for (std::size_t at = 0; at < source.size() && (!has_letter || signs < 2);) {
        const Decoded decoded = decode_utf8(source, at);
        const unicode::Record& record = unicode::record_of(decoded.code_point);
        if (record.is(unicode::spaceless)) {
            return true;
        }
        has_letter |= record.is(unicode::letter);
        signs += record.is(unicode::letter | unicode::number);
        at += decoded.size;
    }
    return has_letter && signs >= 2;
}

/// One way to write a term.
struct Spelling {
    std::string_view text;
    std::size_t document = 0;
    Span span;
    std::uint32_t times = 0;
};

/// Counts how a term is written.
class Spellings {
  public:
    explicit Spellings(std::uint64_t term) : term_(term) {}

    [[nodiscard]] std::uint64_t term() const { return term_; }

    /// Whether that was the last place looked at.
    bool add(std::string_view text, std::size_t document, Span span) {
        const auto known = std::ranges::find(spellings_, text, &Spelling::text);
        if (known != spellings_.end()) {
            ++known->times;
        } else if (spellings_.size() < most_spellings) {
            spellings_.push_back({text, document, span, 1});
        }
        return ++places_ == most_places;
    }

    [[nodiscard]] bool full() const { return places_ >= most_places; }

    [[nodiscard]] const Spelling& usual() const { return *std::ranges::max_element(spellings_, {}, &Spelling::times); }

  private:
    std::uint64_t term_;
    std::uint32_t places_ = 0;
    std::vector<Spelling> spellings_;
};

std::string_view source_of(const TextTerms& text, std::size_t at) {
    const Span span = text.terms[at].source;
    return text.text.substr(span.begin, span.size());
}

/// The heaviest terms that count, the heaviest first.
template <class Counts>
std::vector<std::uint32_t> heaviest(const TermMatrix& matrix, std::size_t most, const Counts& counts) {
    std::vector<std::uint32_t> found;
    const auto heavier = [&](std::uint32_t a, std::uint32_t b) { return matrix.totals[a] > matrix.totals[b]; };
    for (std::uint32_t term = 0; term < matrix.distinct_terms() && most > 0; ++term) {
        const bool full = found.size() == most;
        if ((full && !heavier(term, found.back())) || !counts(term)) {
            continue;
        }
        found.resize(found.size() - full);
        found.insert(std::ranges::upper_bound(found, term, heavier), term);
    }
    return found;
}

std::vector<std::uint32_t> heaviest_words(std::span<const TextTerms* const> texts, const TermMatrix& matrix,
                                          std::size_t most) {
    const std::vector<std::uint32_t> words = heaviest(matrix, most, [&](std::uint32_t term) {
        const FirstOccurrence first = matrix.first[term];
        return is_word(source_of(*texts[first.document], first.at));
    });
    return words.empty() ? heaviest(matrix, most, [](std::uint32_t) { return true; }) : words;
}

/// How each of these terms, given by their ids, is written.
std::vector<Spellings> spellings_of(std::span<const TextTerms* const> texts, std::span<const std::uint64_t> terms) {
    std::vector<Spellings> found(terms.begin(), terms.end());
    std::uint64_t low_bits = 0;  // of all ids: most other terms are told by them
    for (const std::uint64_t term : terms) {
        low_bits |= std::uint64_t{1} << (term % 64);
    }
    std::size_t open = found.size();
    for (std::size_t d = 0; d < texts.size(); ++d) {
        for (std::size_t at = 0; at < texts[d]->terms.size() && open > 0; ++at) {
            const TermOccurrence& occurrence = texts[d]->terms[at];
            if ((low_bits >> (occurrence.id % 64) & 1) == 0) {
                continue;
            }
            const auto term = std::ranges::find(found, occurrence.id, &Spellings::term);
            if (term != found.end() && !term->full()) {
                open -= term->add(source_of(*texts[d], at), d, occurrence.source);
            }
        }
    }
    return found;
}

}  // namespace

std::vector<Keyword> find_keywords(std::span<const TextTerms* const> texts, const TermMatrix& matrix,
                                   std::size_t most) {
    const std::vector<std::uint32_t> terms = heaviest_words(texts, matrix, most);
    std::vector<std::uint64_t> ids;
    for (const std::uint32_t term : terms) {
        const FirstOccurrence first = matrix.first[term];
        ids.push_back(texts[first.document]->terms[first.at].id);
    }
    const std::vector<Spellings> spellings = spellings_of(texts, ids);
    std::vector<Keyword> keywords;
    for (std::size_t k = 0; k < terms.size(); ++k) {
        const Spelling& usual = spellings[k].usual();
        keywords.push_back({usual.document, usual.span, matrix.totals[terms[k]]});
    }
    return keywords;
}

}  // namespace twicetold
