#include "twicetold/stories/sentence_sets.hpp"

#include <algorithm>
#include <cmath>

namespace twicetold {

SentenceSets::SentenceSets(std::span<const TextTerms* const> texts) {
    for (std::uint32_t document = 0; document < texts.size(); ++document) {
        first_.push_back(document_of_.size());
        for (std::size_t index = 0; index < texts[document]->sentences.size(); ++index) {
            add(document, texts[document]->terms_of(index));
        }
    }
    std::vector<Keyed> scratch;
    sort_by_key(holders_, scratch);
    add_up_idf();
}

std::span<const Keyed> SentenceSets::holders(std::uint64_t term) const {
    const auto begin = std::lower_bound(holders_.begin(), holders_.end(), term,
                                        [](const Keyed& holder, std::uint64_t key) { return holder.key < key; });
    const auto end = std::upper_bound(begin, holders_.end(), term,
                                      [](std::uint64_t key, const Keyed& holder) { return key < holder.key; });
    return {begin, end};
}

double SentenceSets::idf(std::size_t df) const {
    const double all = static_cast<double>(size()) + 50;
    // Rounded to float at once (METHODS.md section 3, "Bits").
    return static_cast<double>(static_cast<float>(std::log(1 + all / (static_cast<double>(df) + 1))));
}

void SentenceSets::add(std::uint32_t document, std::span<const TermOccurrence> terms) {
    const auto begin = static_cast<std::ptrdiff_t>(terms_.size());
    for (const TermOccurrence& term : terms) {
        terms_.push_back(term.id);
    }
    std::sort(terms_.begin() + begin, terms_.end());
    terms_.erase(std::unique(terms_.begin() + begin, terms_.end()), terms_.end());
    for (auto term = terms_.begin() + begin; term != terms_.end(); ++term) {
        holders_.push_back({*term, static_cast<std::uint32_t>(document_of_.size())});
    }
    starts_.push_back(terms_.size());
    document_of_.push_back(document);
}

void SentenceSets::add_up_idf() {
    idf_.resize(size());
    for (auto begin = holders_.begin(); begin != holders_.end();) {
        const auto end = std::find_if(begin, holders_.end(), [&](const Keyed& h) { return h.key != begin->key; });
        const double value = idf(static_cast<std::size_t>(end - begin));
        for (; begin != end; ++begin) {
            idf_[begin->item] += value;
        }
    }
}

}  // namespace twicetold
