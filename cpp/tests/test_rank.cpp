#include "twicetold/summary/rank.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "summary_reference.hpp"
#include "twicetold/summary/furniture.hpp"

using namespace twicetold;
using reference::Draft;

namespace {

std::vector<const TextTerms*> pointers(const std::vector<TextTerms>& texts) {
    std::vector<const TextTerms*> all;
    for (const TextTerms& text : texts) {
        all.push_back(&text);
    }
    return all;
}

Ranking ranked(const std::vector<TextTerms>& texts, const RankParameters& parameters) {
    TermMatrix matrix;
    Ranking ranking;
    matrix.assign(pointers(texts));
    rank_sentences(pointers(texts), matrix, parameters, ranking);
    return ranking;
}

std::vector<double> scores(const Draft& draft, const RankParameters& parameters) {
    return ranked({draft.terms()}, parameters).scores;
}

std::vector<std::uint8_t> furniture(const std::vector<TextTerms>& texts, bool full) {
    std::vector<std::uint8_t> found;
    find_furniture(pointers(texts), full, found);
    return found;
}

using Flags = std::vector<std::uint8_t>;
constexpr RankParameters plain{.p = 1, .w = 0, .a = 0, .tmin = 5, .trel = .3, .full_furniture = false};

}  // namespace

TEST_CASE("scores equal those of dense loops to the last bit") {
    std::mt19937 random(3);
    for (int round = 0; round < 150; ++round) {
        const std::size_t n = 1 + random() % 3;
        std::vector<Draft> drafts;
        for (std::size_t d = 0; d < n; ++d) {
            drafts.push_back(reference::random_draft(random, 1 + random() % 20));
        }
        std::vector<TextTerms> texts;
        for (const Draft& draft : drafts) {
            texts.push_back(draft.terms("en"));
        }
        for (const Preset preset : {Preset::one, Preset::long_text, Preset::multi}) {
            const Ranking ranking = ranked(texts, parameters_of(preset));
            const reference::Reference slow(texts, parameters_of(preset));
            CHECK(ranking.scores == slow.scores);
            CHECK(ranking.furniture == Flags(slow.furniture.begin(), slow.furniture.end()));
        }
    }
}

TEST_CASE("presets have the numbers of their table") {
    const auto numbers = [](Preset preset) {
        const RankParameters p = parameters_of(preset);
        return std::vector<double>{p.p, p.w, p.a, p.tmin, p.trel, p.full_furniture ? 1.0 : 0.0};
    };
    CHECK(numbers(Preset::one) == std::vector<double>{.7, .1, .5, 5, .3, 0});
    CHECK(numbers(Preset::long_text) == std::vector<double>{1, 0, .5, 5, .3, 0});
    CHECK(numbers(Preset::multi) == std::vector<double>{1, 0, .85, 2.5, .05, 1});
}

TEST_CASE("a reused matrix gives the same scores as a fresh one") {
    std::mt19937 random(4);
    TermMatrix reused;
    for (int round = 0; round < 20; ++round) {
        const Draft draft = reference::random_draft(random, 1 + random() % 30);
        const TextTerms terms = draft.terms();
        const TextTerms* pointer = &terms;
        reused.assign({&pointer, 1});
        Ranking ranking;
        rank_sentences({&pointer, 1}, reused, parameters_of(Preset::one), ranking);
        CHECK(ranking.scores == scores(draft, parameters_of(Preset::one)));
    }
}

TEST_CASE("the weight of a term is log2(1 + tf) ln(1 + n/df)") {
    const Draft draft = Draft().add("apple apple pear").add("apple plum").add("grape");
    const TextTerms terms = draft.terms();
    const TextTerms* pointer = &terms;
    TermMatrix matrix;
    matrix.assign({&pointer, 1});
    const double apple = std::log(1 + 3.0 / 2);
    const double once = std::log(1 + 3.0);
    CHECK(matrix.distinct_terms() == 4);
    CHECK(matrix.x_of(0)[0] == doctest::Approx(std::log2(3.0) * apple));
    CHECK(matrix.x_of(0)[1] == doctest::Approx(once));
    CHECK(matrix.x_of(1)[0] == doctest::Approx(apple));
    CHECK(matrix.x_of(2)[0] == doctest::Approx(once));
    CHECK(matrix.totals[0] == doctest::Approx(std::log2(3.0) * apple + apple));
}

TEST_CASE("a sentence whose terms stand nowhere else has score 0, but for its own weight") {
    const Draft draft = Draft().add("Apples taste sweet today.").add("Lions hunt zebras tomorrow.");
    CHECK(scores(draft, plain) == std::vector<double>{0, 0});
    RankParameters own = plain;
    own.w = .5;
    CHECK(scores(draft, own)[0] > 0);
}

TEST_CASE("a sentence without terms has score 0") {
    CHECK(scores(Draft().add("It is what it is.").add("The tiger sleeps."), parameters_of(Preset::one))[0] == 0);
}

TEST_CASE("of equal sentences the earlier one scores more, unless position does not matter") {
    Draft draft;
    for (int k = 0; k < 3; ++k) {
        draft.add("Heavy rain flooded several villages.");
    }
    const std::vector<double> with_position = scores(draft, parameters_of(Preset::long_text));
    CHECK(with_position[0] > with_position[1]);
    CHECK(with_position[1] > with_position[2]);
    const std::vector<double> without = scores(draft, plain);
    CHECK(without[0] == without[2]);
}

TEST_CASE("position counts sentences that are no furniture") {
    const std::string rain = "Heavy rain flooded several villages.";
    const std::vector<double> all =
        scores(Draft().add(rain).add("Oh dear.").add(rain), parameters_of(Preset::long_text));
    const std::vector<double> two =
        scores(Draft().add(rain).add(rain).add("Oh dear."), parameters_of(Preset::long_text));
    CHECK(all[2] / all[0] == doctest::Approx(two[1] / two[0]));
    // exp(-1/5) is float here: a half plus a half of it.
    CHECK(all[2] / all[0] == doctest::Approx(.5 + .5 * std::exp(-1 / 5.0)));
}

TEST_CASE("furniture counts three tenths") {
    const std::string rain = "Heavy rain flooded several villages.";
    const Ranking ranking = ranked({Draft().add(rain, SentenceKind::headline).add(rain).terms()}, plain);
    CHECK(ranking.furniture == Flags{1, 0});
    CHECK(ranking.scores[0] == doctest::Approx(.3 * ranking.scores[1]));
}

TEST_CASE("headlines, list items, fragments and sentences of fewer than four words are furniture") {
    const std::string four = "one two three four.";
    const auto flags = furniture({Draft()
                                      .add(four)
                                      .add("one two three.")
                                      .add(four, SentenceKind::headline)
                                      .add(four, SentenceKind::list_item)
                                      .add(four, SentenceKind::fragment)
                                      .terms()},
                                 false);
    CHECK(flags == Flags{0, 1, 1, 1, 1});
}

TEST_CASE("with several texts a short line without a closing mark is furniture") {
    const std::vector<TextTerms> texts{Draft().add("five words and no mark").add("five words and a mark!").terms()};
    CHECK(furniture(texts, true) == Flags{1, 0});
    CHECK(furniture(texts, false) == Flags{0, 0});
    std::string twenty = "w";
    for (int k = 1; k < 20; ++k) {
        twenty += " w";
    }
    CHECK(furniture({Draft().add(twenty).add(twenty.substr(2)).terms()}, true) == Flags{0, 1});
}

TEST_CASE("if more than nine tenths would be furniture, none is") {
    Draft draft;
    draft.add("this one is a sentence.");
    for (int k = 0; k < 9; ++k) {
        draft.add("short.");
    }
    CHECK(furniture({draft.terms()}, false) == Flags{0, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    draft.add("short.");
    CHECK(furniture({draft.terms()}, false) == Flags(11, 0));
}

TEST_CASE("with several texts a sentence that resembles the heading above it scores more") {
    const std::string council = "The council approved a bridge yesterday evening.";
    const std::string sports = "Local players celebrated a title yesterday evening.";
    const auto with_heading = [&](const std::string& heading) {
        Draft first;
        first.add(heading, SentenceKind::headline).add(council).add(sports);
        Draft second;
        second.add("Nothing else happened in town today.").add(council).add(sports);
        return ranked({first.terms(), second.terms()}, parameters_of(Preset::multi)).scores;
    };
    const auto good = with_heading("Council approves bridge plan");
    const auto numbers = with_heading("Council approves 12 45 bridge");  // a table row is no heading
    CHECK(good[1] / good[4] > numbers[1] / numbers[4] * 1.05);
}
