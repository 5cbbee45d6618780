#pragma once

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "twicetold/summary/methods.hpp"

namespace twicetold::methods {

/// The sentences of all texts in the order in which they stand, texts taking turns; furniture, then what is only a
/// last resort, come behind all others. The baseline of news summaries. O(n log n).
[[nodiscard]] inline std::vector<std::size_t> lead_order(const RankedTexts& ranked) {
    enum Class : std::size_t { real, any_furniture, last_resort, classes };
    using Place = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t>;  // class, turn, text, sentence
    std::vector<Place> places;
    for (std::size_t d = 0; d < ranked.texts.size(); ++d) {
        std::array<std::size_t, classes> turns{};
        const TextTerms& text = *ranked.texts[d];
        for (std::size_t j = 0; j < text.sentences.size(); ++j) {
            const std::size_t i = places.size();
            const bool furniture = ranked.furniture[i] != 0;
            const Eligibility eligibility = eligibility_of(text.sentences[j].kind, text.facts[j], furniture);
            const Class its = eligibility == Eligibility::last_resort ? last_resort : furniture ? any_furniture : real;
            places.emplace_back(its, turns[its]++, d, i);
        }
    }
    std::ranges::sort(places);
    std::vector<std::size_t> order;
    order.reserve(places.size());
    for (const Place& place : places) {
        order.push_back(std::get<3>(place));
    }
    return order;
}

/// 1/1, 1/2, 1/3, … in lead_order.
[[nodiscard]] inline std::vector<double> lead(const RankedTexts& ranked) {
    const std::vector<std::size_t> order = lead_order(ranked);
    std::vector<double> scores(order.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        scores[order[place]] = 1.0 / static_cast<double>(place + 1);
    }
    return scores;
}

}  // namespace twicetold::methods
