#include "twicetold/stories/stories.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "stories_reference.hpp"

using namespace twicetold;
using reference::Column;

namespace {

using RowList = std::vector<std::uint32_t>;

const Column news = {
    "A bakery recalls its rye bread because of glass splinters. Customers get their money back.",
    "The ferry Marigold ran aground in thick fog off Tidewell harbour on Monday. Sixty passengers were taken off.",
    "Thick fog: the ferry Marigold ran aground off Tidewell harbour. All 60 passengers are safe ashore.",
    std::nullopt,
    "The ferry Marigold ran aground in thick fog off Tidewell harbour on Monday. Sixty passengers were taken off!",
    "Rye bread recalled: glass splinters were found in bread of a bakery. Customers get their money back.",
};
const Column titles = {"Bread recalled", "Weather", "Ferry Marigold aground in fog",
                       std::nullopt,     "",        "Morning briefing"};
const RowList copies = {0, 1, 2, 3, 1, 5};

StoriesResult find(const Column& texts) {
    const OwnTexts source(texts);
    return find_stories({source});
}

StoriesResult find_news() {
    const OwnTexts texts(news);
    const OwnTexts heads(titles);
    StoryInput input{texts, &heads};
    input.duplicate_of = copies;
    StoriesOptions options;
    options.summary.budget = Budget::of_sentences(2);
    return find_stories(input, options);
}

std::string_view text_of(const Column& texts, std::uint32_t row, Span span) {
    return std::string_view(*texts[row]).substr(span.begin, span.size());
}

/// A story by what it says, not by where its texts stand.
using Told = std::tuple<std::set<std::string>, std::multiset<std::tuple<std::string, double, std::size_t>>,
                        std::vector<std::string>>;

std::multiset<Told> told(const Column& texts, const StoriesResult& result) {
    std::multiset<Told> all;
    for (const Story& story : result.stories) {
        Told own;
        for (const std::uint32_t row : story.members) {
            std::get<0>(own).insert(*texts[row]);
        }
        for (const StorySentence& sentence : story.summary) {
            std::get<1>(own).insert(
                {*texts[sentence.row] + "|" + std::to_string(sentence.index), sentence.score, sentence.support.size()});
        }
        std::get<2>(own) = story.terms;
        all.insert(own);
    }
    return all;
}

}  // namespace

TEST_CASE("no texts, and texts without a word, give no stories") {
    CHECK(find({}).stories.empty());
    CHECK(find({std::nullopt, "", "..."}).stories.empty());
}

TEST_CASE("one text is a story of one, which its own text supports") {
    const StoriesResult result = find({news[1]});
    REQUIRE(result.stories.size() == 1);
    const Story& story = result.stories[0];
    CHECK(story.members == RowList{0});
    CHECK(story.representatives == RowList{0});
    CHECK_FALSE(story.title_row);
    CHECK_FALSE(story.terms.empty());
    REQUIRE(story.summary.size() == 2);
    CHECK(story.summary[0].support.size() == 1);
    REQUIRE(story.warnings.size() == 1);
    CHECK(story.warnings[0].kind == SummaryWarning::Kind::fewer_sentences);
}

TEST_CASE("stories come biggest first and count copies as members") {
    const StoriesResult result = find_news();
    REQUIRE(result.stories.size() == 2);
    CHECK(result.stories[0].members == RowList{1, 2, 4});
    CHECK(result.stories[0].representatives == RowList{1, 2});
    CHECK(result.stories[1].members == RowList{0, 5});
}

TEST_CASE("of equally big stories the one with the smallest row comes first") {
    const StoriesResult result = find({"Apples ripen.", "Trains stop.", "Chess begins."});
    REQUIRE(result.stories.size() == 3);
    CHECK(result.stories[0].members == RowList{0});
    CHECK(result.stories[2].members == RowList{2});
}

TEST_CASE("a summary quotes representatives in their order, copies support it") {
    const StoriesResult result = find_news();
    for (const Story& story : result.stories) {
        REQUIRE(story.summary.size() == 2);
        CHECK(std::pair(story.summary[0].row, story.summary[0].index) <
              std::pair(story.summary[1].row, story.summary[1].index));
        for (const StorySentence& sentence : story.summary) {
            CHECK(std::count(story.representatives.begin(), story.representatives.end(), sentence.row) == 1);
            CHECK(text_of(news, sentence.row, sentence.span).size() > 10);
            CHECK(std::any_of(sentence.support.begin(), sentence.support.end(),
                              [&](const Support& own) { return own.document == sentence.row; }));
        }
    }
    const Story& ferry = result.stories[0];
    const auto first = std::find_if(ferry.summary.begin(), ferry.summary.end(),
                                    [](const StorySentence& sentence) { return sentence.row == 1; });
    REQUIRE(first != ferry.summary.end());
    CHECK(std::any_of(first->support.begin(), first->support.end(),
                      [](const Support& own) { return own.document == 4 && own.kind == SupportKind::copy; }));
}

TEST_CASE("the title that tells most of the story is the story's") {
    const StoriesResult result = find_news();
    CHECK(result.stories[0].title_row == 2u);
    CHECK(result.stories[1].title_row == 0u);
    const OwnTexts texts({news[1]});
    const OwnTexts blank({" - "});
    CHECK_FALSE(find_stories({texts, &blank}).stories[0].title_row);
}

TEST_CASE("top terms are words as they stand in the texts, as many as asked for") {
    const OwnTexts texts(news);
    StoriesOptions options;
    options.terms = 2;
    for (const Story& story : find_stories({texts}, options).stories) {
        REQUIRE(story.terms.size() == 2);
        CHECK(news[story.members[0]]->find(story.terms[0]) != std::string::npos);
    }
    options.terms = 0;
    CHECK(find_stories({texts}, options).stories[0].terms.empty());
}

TEST_CASE("titles alone make stories without a summary") {
    const OwnTexts texts({"", std::nullopt});
    const OwnTexts heads({"Ferry Marigold aground in fog", "Fog: ferry Marigold aground"});
    const StoriesResult result = find_stories({texts, &heads});
    REQUIRE(result.stories.size() == 1);
    CHECK(result.stories[0].members == RowList{0, 1});
    CHECK(result.stories[0].summary.empty());
    CHECK(result.stories[0].title_row.has_value());
    CHECK_FALSE(result.stories[0].terms.empty());
}

TEST_CASE("shuffling the texts and adding threads changes nothing that is told") {
    reference::RandomNews random_news(9);
    Column texts;
    for (int k = 0; k < 80; ++k) {
        texts.emplace_back(random_news.text(random_news.below(6)));
    }
    const auto before = told(texts, find(texts));
    std::mt19937 random(4);
    std::shuffle(texts.begin(), texts.end(), random);
    CHECK(told(texts, find(texts)) == before);
    const OwnTexts source(texts);
    Control many;
    many.threads = 2;
    CHECK(told(texts, find_stories({source}, {}, many)) == before);
}

TEST_CASE("every text with a word is in exactly one story") {
    reference::RandomNews random(11);
    Column texts;
    for (int k = 0; k < 120; ++k) {
        texts.emplace_back(random.text(random.below(9)));
    }
    std::vector<int> times(texts.size());
    for (const Story& story : find(texts).stories) {
        for (const std::uint32_t row : story.members) {
            ++times[row];
        }
    }
    CHECK(std::count(times.begin(), times.end(), 1) == 120);
}
