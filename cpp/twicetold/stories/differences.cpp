#include "twicetold/stories/differences.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "twicetold/stories/sentence_likeness.hpp"
#include "twicetold/stories/support.hpp"

namespace twicetold {

namespace {

constexpr std::size_t comparisons_a_sentence = 200;
constexpr std::size_t comparisons_at_least = 1'000'000;
constexpr std::size_t first_versions = 4;  // camps that are tried for the one that others conflict with
constexpr std::uint8_t most_uses = 8;      // of a sentence in differences: what comes back is linear

using Numbers = std::vector<std::uint64_t>;

/// A sentence by its number, and how many texts hold it word by word.
struct Wording {
    std::size_t texts;
    std::uint64_t tokens;
    std::uint32_t sentence;
};

/// What sentences of equal numbers and negation say.
struct Camp {
    SentenceAt sentence;  // the one nearest to the sentence that was visited
    double share = 0;     // how near
    SupportKind kind = SupportKind::copy;
    bool fresh = false;  // holds a sentence that stands in no difference yet
    std::vector<std::uint32_t> documents;
    std::vector<std::size_t> sentences;  // their numbers
};

using Camps = std::map<std::pair<Numbers, bool>, Camp>;

class DifferenceFinder {
  public:
    explicit DifferenceFinder(std::span<const TextTerms* const> texts) : texts_(texts), finder_(texts) {
        for (const TextTerms* text : texts) {
            first_.push_back(sentences_);
            sentences_ += text->sentences.size();
        }
        uses_.resize(sentences_);
        told_.resize(sentences_);
    }

    [[nodiscard]] Differences run() {
        Differences result;
        const std::size_t most = std::max(comparisons_at_least, comparisons_a_sentence * sentences_);
        for (const Wording& wording : wordings()) {
            if (told_[wording.sentence]) {
                continue;
            }
            if (finder_.compared() > most) {
                result.complete = false;
                break;
            }
            if (Difference difference = versions_of(at(wording.sentence)); difference.versions.size() > 1) {
                result.found.push_back(std::move(difference));
            }
        }
        std::stable_sort(result.found.begin(), result.found.end(),
                         [](const Difference& a, const Difference& b) { return order_of(a) < order_of(b); });
        return result;
    }

  private:
    /// Those of most texts first; then as they stand.
    [[nodiscard]] static std::tuple<std::ptrdiff_t, std::size_t, std::size_t> order_of(const Difference& difference) {
        const Version& first = difference.versions.front();
        return {-static_cast<std::ptrdiff_t>(first.documents.size()), first.sentence.document, first.sentence.index};
    }

    [[nodiscard]] std::size_t number(SentenceAt at) const { return first_[at.document] + at.index; }

    [[nodiscard]] SentenceAt at(std::size_t sentence) const {
        const auto next = std::upper_bound(first_.begin(), first_.end(), sentence);
        const auto document = static_cast<std::size_t>(next - first_.begin()) - 1;
        return {document, sentence - first_[document]};
    }

    /// Whether it can agree or not: it has words, and is no fragment. Date lines of two articles differ in nothing.
    [[nodiscard]] bool states(SentenceAt at) const {
        const TextTerms& text = *texts_[at.document];
        return text.facts[at.index].tokens != 0 && text.sentences[at.index].kind != SentenceKind::fragment;
    }

    /// Each sentence that states something, but of equal ones only the first; those of most texts first.
    [[nodiscard]] std::vector<Wording> wordings() const {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> sentences;
        for (const TextTerms* text : texts_) {
            for (const SentenceFacts& facts : text->facts) {
                sentences.emplace_back(facts.tokens, static_cast<std::uint32_t>(sentences.size()));
            }
        }
        std::sort(sentences.begin(), sentences.end());
        std::vector<Wording> found;
        std::size_t last_document = 0;
        for (const auto& [tokens, sentence] : sentences) {
            const SentenceAt place = at(sentence);
            const std::size_t document = place.document;
            if (!states(place)) {
                continue;
            }
            if (found.empty() || found.back().tokens != tokens) {
                found.push_back({1, tokens, sentence});
            } else if (document != last_document) {
                ++found.back().texts;
            }
            last_document = document;
        }
        std::sort(found.begin(), found.end(), [](const Wording& a, const Wording& b) {
            return a.texts != b.texts ? a.texts > b.texts : a.tokens < b.tokens;
        });
        return found;
    }

    [[nodiscard]] Difference versions_of(SentenceAt lead) {
        Camps camps = camps_like(lead);
        read(lead, words_);
        const Camp& own = camps.at({words_.numbers, words_.negated});
        std::vector<const Camp*> firsts = biggest(camps);
        firsts.push_back(&own);
        for (const Camp* first : firsts) {
            if (Difference difference = compare(*first, camps); difference.versions.size() > 1) {
                for (const auto& [what, camp] : camps) {
                    tell(camp);
                }
                return difference;
            }
        }
        tell(own);
        return {};
    }

    [[nodiscard]] Camps camps_like(SentenceAt lead) {
        Camps camps;
        add({lead, SupportKind::copy, 1}, camps);
        for (const Likeness& like : finder_.like(lead)) {
            if (uses_[number(like.at)] < most_uses && states(like.at)) {
                add(like, camps);
            }
        }
        for (auto& [what, camp] : camps) {
            std::sort(camp.documents.begin(), camp.documents.end());
            camp.documents.erase(std::unique(camp.documents.begin(), camp.documents.end()), camp.documents.end());
        }
        return camps;
    }

    [[nodiscard]] static std::vector<const Camp*> biggest(const Camps& camps) {
        std::vector<const Camp*> most;
        for (const auto& [what, camp] : camps) {
            most.push_back(&camp);
        }
        const auto count = static_cast<std::ptrdiff_t>(std::min(first_versions, most.size()));
        std::partial_sort(most.begin(), most.begin() + count, most.end(),
                          [](const Camp* a, const Camp* b) { return rank_of(*a) > rank_of(*b); });
        most.resize(static_cast<std::size_t>(count));
        return most;
    }

    void read(SentenceAt sentence, SentenceWords& words) {
        const TextTerms& text = *texts_[sentence.document];
        const Span span = text.sentences[sentence.index].span;
        reader_.read(text.text.substr(span.begin, span.size()), text.language, words);
    }

    void add(const Likeness& like, Camps& camps) {
        read(like.at, words_);
        Camp& camp = camps[{words_.numbers, words_.negated}];
        if (camp.documents.empty() || like.share > camp.share) {
            camp.sentence = like.at;
            camp.share = like.share;
            camp.kind = like.kind;
        }
        camp.documents.push_back(static_cast<std::uint32_t>(like.at.document));
        camp.sentences.push_back(number(like.at));
        camp.fresh = camp.fresh || !told_[number(like.at)];
        ++uses_[number(like.at)];
    }

    /// Its sentences need no visit.
    void tell(const Camp& camp) {
        for (const std::size_t sentence : camp.sentences) {
            told_[sentence] = true;
        }
    }

    /// `most` and what conflicts with it.
    [[nodiscard]] Difference compare(const Camp& most, const Camps& camps) {
        Difference difference;
        difference.versions.push_back({most.sentence, most.documents});
        read(most.sentence, words_);
        const bool known = !most.fresh;
        for (const auto& [what, camp] : camps) {
            if ((camp.fresh || !known) && camp.sentence.document != most.sentence.document) {
                add_if_it_differs(camp, std::max(camp.kind, most.kind) == SupportKind::copy, difference);
            }
        }
        std::sort(difference.versions.begin() + 1, difference.versions.end(), [](const Version& a, const Version& b) {
            return a.documents.size() != b.documents.size() ? a.documents.size() > b.documents.size()
                                                            : std::pair(a.sentence.document, a.sentence.index) <
                                                                  std::pair(b.sentence.document, b.sentence.index);
        });
        return difference;
    }

    /// In sentences of other words a negation may be of something else, and so may numbers without a common neighbour.
    void add_if_it_differs(const Camp& camp, bool copy, Difference& difference) {
        read(camp.sentence, other_words_);
        const bool contrary = negation_conflicts(words_, other_words_);
        const bool denies = words_.negated != other_words_.negated && share_a_number();  // "4, and not 6"
        const bool conflict = numbers_conflict(words_, other_words_, !copy && !denies);
        if (conflict || (contrary && copy)) {
            difference.versions.push_back({camp.sentence, camp.documents, conflict, contrary});
        }
    }

    [[nodiscard]] bool share_a_number() const {
        return std::any_of(words_.numbers.begin(), words_.numbers.end(), [&](std::uint64_t number) {
            return std::binary_search(other_words_.numbers.begin(), other_words_.numbers.end(), number);
        });
    }

    /// More texts, then nearer to the sentence that was looked for, then the earlier one.
    [[nodiscard]] static std::tuple<std::size_t, double, std::ptrdiff_t> rank_of(const Camp& camp) {
        return {camp.documents.size(), camp.share, -static_cast<std::ptrdiff_t>(camp.sentence.document)};
    }

    std::span<const TextTerms* const> texts_;
    SupportFinder finder_;
    std::vector<std::size_t> first_;  // sentence of each text
    std::size_t sentences_ = 0;
    std::vector<std::uint8_t> uses_;  // how often each sentence was compared, as itself or as one that is like another
    std::vector<bool> told_;          // stands in a version, or says the same as one that was visited
    WordReader reader_;
    SentenceWords words_;
    SentenceWords other_words_;
};

}  // namespace

Differences find_differences(std::span<const TextTerms* const> texts) {
    return DifferenceFinder(texts).run();
}

}  // namespace twicetold
