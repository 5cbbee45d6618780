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
    std::uint32_t next = 0;  // of the same term
};

/// Counts how some terms are written.
class Spellings {
  public:
    explicit Spellings(std::size_t terms) : open_(terms), lists_(terms) { spellings_.reserve(2 * terms); }

    /// Whether all places of all terms that count were looked at.
    [[nodiscard]] bool full() const { return open_ == 0; }

    void add(std::size_t term, std::string_view text, std::size_t document, Span span) {
        List& list = lists_[term];
        if (list.places == most_places) {
            return;
        }
        open_ -= ++list.places == most_places;
        std::uint32_t* end = &list.first;
        while (*end != none) {
            Spelling& known = spellings_[*end];
            if (known.text == text) {
                ++known.times;
                return;
            }
            end = &known.next;
        }
        if (list.spellings < most_spellings) {
            ++list.spellings;
            *end = static_cast<std::uint32_t>(spellings_.size());
            spellings_.push_back({text, document, span, 1, none});
        }
    }

    /// The most frequent one, the first of equals.
    [[nodiscard]] const Spelling& usual(std::size_t term) const {
        const Spelling* best = &spellings_[lists_[term].first];
        for (std::uint32_t at = best->next; at != none; at = spellings_[at].next) {
            best = spellings_[at].times > best->times ? &spellings_[at] : best;
        }
        return *best;
    }

  private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    struct List {
        std::uint32_t first = none;  // of `spellings_`, as they come
        std::uint32_t spellings = 0;
        std::uint32_t places = 0;
    };

    std::size_t open_;  // terms that places are looked for
    std::vector<List> lists_;
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
    found.reserve(std::min(most, matrix.distinct_terms()));
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
Spellings spellings_of(std::span<const TextTerms* const> texts, std::span<const std::uint64_t> terms) {
    Spellings found(terms.size());
    std::uint64_t low_bits = 0;  // of all ids: most other terms are told by them
    for (const std::uint64_t term : terms) {
        low_bits |= std::uint64_t{1} << (term % 64);
    }
    for (std::size_t d = 0; d < texts.size(); ++d) {
        const TextTerms& text = *texts[d];
        for (std::size_t at = 0; at < text.terms.size() && !found.full(); ++at) {
            const std::uint64_t id = text.terms[at].id;
            if ((low_bits >> (id % 64) & 1) == 0) {
                continue;
            }
            const auto term = std::ranges::find(terms, id);
            if (term != terms.end()) {
                found.add(static_cast<std::size_t>(term - terms.begin()), source_of(text, at), d,
                          text.terms[at].source);
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
    ids.reserve(terms.size());
    for (const std::uint32_t term : terms) {
        const FirstOccurrence first = matrix.first[term];
        ids.push_back(texts[first.document]->terms[first.at].id);
    }
    const Spellings spellings = spellings_of(texts, ids);
    std::vector<Keyword> keywords;
    keywords.reserve(terms.size());
    for (std::size_t k = 0; k < terms.size(); ++k) {
        const Spelling& usual = spellings.usual(k);
        keywords.push_back({usual.document, usual.span, matrix.totals[terms[k]]});
    }
    return keywords;
}

}  // namespace twicetold
