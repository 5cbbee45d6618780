#include "twicetold/summary/close_choice.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "twicetold/base/checkpoint.hpp"

namespace twicetold {

namespace {

float rounded_down(double share) {
    constexpr float largest = std::numeric_limits<float>::max();
    return std::nextafter(static_cast<float>(std::min(share, static_cast<double>(largest))), 0.0F);
}

}  // namespace

void CloseChoice::run(const std::vector<Candidate>& left) {
    for (const Eligibility now : {Eligibility::real, Eligibility::furniture_line, Eligibility::last_resort}) {
        std::vector<Candidate> of_class;
        std::ranges::copy_if(left, std::back_inserter(of_class),
                             [now](const Candidate& candidate) { return candidate.eligibility == now; });
        std::ranges::sort(of_class, {}, &Candidate::sentence);
        choose(of_class);
    }
}

void CloseChoice::choose(std::vector<Candidate>& all) {
    constexpr std::uint32_t never = 0xFFFFFFFF;
    std::vector<double> numbers;
    for (Candidate& candidate : all) {
        candidate.evaluated = never;
        numbers.push_back(candidate.value);
    }
    find_places(all);
    FallingMaximum bounds(std::move(numbers));
    std::uint32_t taken = 0;
    while (!chooser_.full()) {
        checkpoint();
        const std::size_t at = bounds.where();
        if (at == all.size()) {
            break;
        }
        Candidate& candidate = all[at];
        const auto sentence = static_cast<std::size_t>(candidate.sentence);
        if (!chooser_.fits(candidate)) {
            bounds.remove(at);
            continue;
        }
        if (candidate.evaluated != taken) {
            candidate.evaluated = taken;
            bounds.lower(at, values_.of(sentence));
            continue;
        }
        bounds.remove(at);
        if (!chooser_.repeats(candidate)) {
            chooser_.take(candidate);
            values_.take(sentence);
            ++taken;
            lower(bounds, sentence);
        }
    }
}

void CloseChoice::find_places(const std::vector<Candidate>& all) {
    ends_.assign(matrix_.distinct_terms() + 1, 0);
    const std::span<const double> shares = values_.shares();
    const auto each = [&](auto&& visit) {
        for (std::size_t c = 0; c < all.size(); ++c) {
            const auto i = static_cast<std::size_t>(all[c].sentence);
            for (std::uint32_t k = matrix_.terms.starts[i]; k < matrix_.terms.starts[i + 1]; ++k) {
                visit(matrix_.terms.values[k], Place{static_cast<std::uint32_t>(c), rounded_down(shares[k])});
            }
        }
    };
    each([&](std::uint32_t term, Place) { ++ends_[static_cast<std::size_t>(term) + 1]; });
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
    begins_.assign(ends_.begin(), ends_.end() - 1);
    ends_ = begins_;
    places_.resize(matrix_.terms.values.size());
    each([&](std::uint32_t term, Place place) { places_[ends_[term]++] = place; });
}

void CloseChoice::lower(FallingMaximum& bounds, std::size_t taken) {
    constexpr double margin = 0x1p-22;
    const double grain = values_.grain();
    const double* numbers = bounds.numbers().data();
    for (const std::uint32_t term : matrix_.terms[taken]) {
        const double drop = values_.drop(term);
        if (drop == 0) {
            continue;
        }
        std::size_t end = begins_[term];
        for (std::size_t p = begins_[term]; p < ends_[term]; ++p) {
            const Place place = places_[p];
            const double bound = numbers[place.candidate];
            if (bound == FallingMaximum::nothing) {
                continue;  // gone: forgotten
            }
            places_[end++] = place;
            const double lower = bound - drop * static_cast<double>(place.share) + (bound * margin + grain);
            if (lower < bound) {
                bounds.lower(place.candidate, lower);
            }
        }
        ends_[term] = end;
    }
}

}  // namespace twicetold
