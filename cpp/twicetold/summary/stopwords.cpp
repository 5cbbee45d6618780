#include "twicetold/summary/stopwords.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "twicetold/base/hash.hpp"
#include "twicetold/summary/apostrophes.hpp"
#include "twicetold/summary/stopword_files.hpp"
#include "twicetold/text/tokens.hpp"

namespace twicetold {

namespace {

constexpr std::size_t most_lists = 64;

}  // namespace

Stopwords::Stopwords(std::span<const EmbeddedFile> files) : files_(files), sets_{0} {
    if (files.size() > most_lists) {
        throw std::invalid_argument("stop lists must be at most 64, got " + std::to_string(files.size()));
    }
    std::unordered_map<std::uint64_t, StopLists> words;
    TokenizedText tokenized;
    std::string buffer;
    for (std::size_t k = 0; k < files.size(); ++k) {
        for_each_listed_word(files[k].text, [&](std::string_view word) {
            tokenized.assign(word);
            if (tokenized.tokens().size() == 1) {
                const std::string_view token =
                    with_plain_apostrophes(tokenized.folded(tokenized.tokens().front()), buffer);
                words[hash_token(token.data(), token.size())] |= StopLists{1} << k;
            }
        });
    }
    for (const auto& [token, lists] : words) {
        sets_.push_back(lists);
    }
    std::ranges::sort(sets_);
    sets_.erase(std::unique(sets_.begin(), sets_.end()), sets_.end());
    mask_ = std::bit_ceil(2 * words.size() + 1) - 1;
    slots_.resize(mask_ + 1);
    for (const auto& [token, lists] : words) {
        add(token, static_cast<std::uint32_t>(std::ranges::lower_bound(sets_, lists) - sets_.begin()));
    }
}

void Stopwords::add(std::uint64_t token, std::uint32_t set) {
    filter_[token >> 48 >> 6] |= std::uint64_t{1} << (token >> 48 & 63);
    std::size_t at = token & mask_;
    while (slots_[at].set != 0) {
        at = (at + 1) & mask_;
    }
    slots_[at] = {token, set};
}

const Stopwords& Stopwords::embedded() {
    static const Stopwords stopwords(stopword_files);
    return stopwords;
}

std::size_t Stopwords::find(std::string_view language) const {
    const auto found = std::ranges::find(files_, language, &EmbeddedFile::name);
    if (found == files_.end()) {
        std::string codes;
        for (const EmbeddedFile& file : files_) {
            codes.append(codes.empty() ? "" : ", ").append(file.name);
        }
        throw std::invalid_argument("language must be one of " + codes + " or none, got " + std::string(language));
    }
    return static_cast<std::size_t>(found - files_.begin());
}

StopChoice StopCoverage::choose() const {
    StopChoice choice;
    choice.best = static_cast<std::size_t>(std::ranges::max_element(covered_) - covered_.begin());
    for (std::size_t k = 0; k < covered_.size(); ++k) {
        const bool applies = covered_[k] > 0 && 10 * covered_[k] >= tokens_ && 2 * covered_[k] >= covered_[choice.best];
        choice.lists |= StopLists{applies} << k;
    }
    return choice;
}

StopChoice choose_stop_lists(std::span<const StopLists> lists_of_tokens) {
    StopCoverage coverage;
    for (const StopLists lists : lists_of_tokens) {
        coverage.add(lists);
    }
    return coverage.choose();
}

}  // namespace twicetold
