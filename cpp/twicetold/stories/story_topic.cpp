#include "twicetold/stories/story_topic.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace twicetold {

namespace {

/// Calls visit(text, occurrence) for every term of titles and texts.
template <class Visit>
void for_each_term(std::span<const TitledTerms* const> texts, Visit&& visit) {
    for (const TitledTerms* own : texts) {
        for (const TextTerms* part : {&own->title, &own->text}) {
            for (const TermOccurrence& term : part->terms) {
                visit(part->text, term);
            }
        }
    }
}

[[nodiscard]] bool is_number(std::string_view word) {
    return word.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void StoryTopic::assign(std::span<const TitledTerms* const> representatives, const StoryTerms& terms) {
    weights_.clear();
    for (const TitledTerms* own : representatives) {
        reader_.read(*own, features_);
        const auto first = static_cast<std::ptrdiff_t>(weights_.size());
        double squares = 0;
        for (const StoryFeature& feature : features_) {
            weights_.push_back({feature.id, terms.weight(feature)});
            squares += weights_.back().value * weights_.back().value;
        }
        const double norm = std::sqrt(squares);
        std::for_each(weights_.begin() + first, weights_.end(), [norm](Weight& weight) { weight.value /= norm; });
    }
    std::sort(weights_.begin(), weights_.end(), [](const Weight& a, const Weight& b) {
        return std::pair(a.id, a.value) < std::pair(b.id, b.value);  // values too: sums have one order
    });
    auto out = weights_.begin();
    for (auto at = weights_.begin(); at != weights_.end(); ++out) {
        Weight sum = *at++;
        for (; at != weights_.end() && at->id == sum.id; ++at) {
            sum.value += at->value;
        }
        *out = sum;
    }
    weights_.erase(out, weights_.end());
}

double StoryTopic::weight_of(std::uint64_t id) const {
    const auto found = std::lower_bound(weights_.begin(), weights_.end(), id,
                                        [](const Weight& weight, std::uint64_t key) { return weight.id < key; });
    return found != weights_.end() && found->id == id ? found->value : 0;
}

std::vector<std::string> StoryTopic::terms(std::span<const TitledTerms* const> representatives,
                                           std::size_t most) const {
    std::vector<std::uint64_t> ids;
    for_each_term(representatives, [&](std::string_view text, const TermOccurrence& term) {
        if (!is_number(text.substr(term.source.begin, term.source.size()))) {
            ids.push_back(term.id);
        }
    });
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<Weight> heaviest;
    for (const std::uint64_t id : ids) {
        heaviest.push_back({id, weight_of(id)});
    }
    const std::size_t count = std::min(most, heaviest.size());
    std::partial_sort(
        heaviest.begin(), heaviest.begin() + static_cast<std::ptrdiff_t>(count), heaviest.end(),
        [](const Weight& a, const Weight& b) { return std::pair(-a.value, a.id) < std::pair(-b.value, b.id); });
    std::vector<std::map<std::string_view, std::size_t>> forms(count);
    for_each_term(representatives, [&](std::string_view text, const TermOccurrence& term) {
        for (std::size_t k = 0; k < count; ++k) {
            if (heaviest[k].id == term.id) {
                ++forms[k][text.substr(term.source.begin, term.source.size())];
            }
        }
    });
    std::vector<std::string> words;
    for (const auto& form : forms) {
        words.emplace_back(std::max_element(form.begin(), form.end(), [](const auto& a, const auto& b) {
                               return a.second < b.second;
                           })->first);
    }
    return words;
}

double StoryTopic::share_of(const TextTerms& title) {
    title_alone_.title = title;
    reader_.read(title_alone_, features_);
    double sum = 0;
    for (const StoryFeature& feature : features_) {
        sum += weight_of(feature.id);
    }
    return features_.empty() ? 0 : sum / std::sqrt(static_cast<double>(features_.size()));
}

std::optional<std::size_t> StoryTopic::best_title(std::span<const TitledTerms* const> members) {
    std::optional<std::size_t> best;
    double best_share = 0;
    for (std::size_t k = 0; k < members.size(); ++k) {
        const TextTerms& title = members[k]->title;
        if (title.facts.empty() || title.facts.front().tokens == 0) {
            continue;
        }
        const double share = share_of(title);
        if (!best || share > best_share) {
            best = k;
            best_share = share;
        }
    }
    return best;
}

}  // namespace twicetold
