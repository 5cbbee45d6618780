#include "twicetold/summary/methods.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "twicetold/summary/methods/centroid.hpp"
#include "twicetold/summary/methods/kl.hpp"
#include "twicetold/summary/methods/lead.hpp"
#include "twicetold/summary/methods/lexrank.hpp"
#include "twicetold/summary/methods/lsa.hpp"
#include "twicetold/summary/methods/luhn.hpp"
#include "twicetold/summary/methods/pacsum.hpp"
#include "twicetold/summary/methods/sumbasic.hpp"
#include "twicetold/summary/methods/textrank.hpp"

namespace twicetold {

namespace {

/// A method whose scores do not depend on what was chosen.
template <std::vector<double> (*scores)(const RankedTexts&)>
std::unique_ptr<SentenceValues> fixed(const RankedTexts& ranked) {
    return std::make_unique<FixedValues>(scores(ranked));
}

template <class Values>
std::unique_ptr<SentenceValues> falling(const RankedTexts& ranked) {
    return std::make_unique<Values>(ranked);
}

constexpr std::array<Method, 9> all{{
    {"lead", &fixed<&methods::lead>},
    {"centroid", &fixed<&methods::centroid>},
    {"lexrank", &fixed<&methods::lexrank>},
    {"textrank", &fixed<&methods::textrank>},
    {"lsa", &fixed<&methods::lsa>},
    {"sumbasic", &falling<methods::SumBasic>},
    {"kl", &falling<methods::KlSum>},
    {"luhn", &fixed<&methods::luhn>},
    {"pacsum", &fixed<&methods::pacsum>},
}};

}  // namespace

std::span<const Method> named_methods() {
    return all;
}

const Method* find_method(std::string_view name) {
    if (name == "auto") {
        return nullptr;
    }
    const auto* found = std::ranges::find(all, name, &Method::name);
    if (found == all.end()) {
        std::string names = "'auto'";
        for (const Method& method : all) {
            const bool last = &method == &all.back();
            names.append(last ? " or '" : ", '").append(method.name).append("'");
        }
        throw std::invalid_argument("method must be " + names + ", got '" + std::string(name) + "'");
    }
    return found;
}

}  // namespace twicetold
