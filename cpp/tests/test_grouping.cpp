#include "twicetold/stories/grouping.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "stories_reference.hpp"
#include "twicetold/stories/content_rank.hpp"
#include "twicetold/stories/story_candidates.hpp"

using namespace twicetold;
using reference::Column;

namespace {

using Labels = std::vector<std::uint32_t>;

const std::string ferry =
    "The ferry Marigold ran aground in thick fog off Tidewell harbour. Sixty passengers were taken off.";
const std::string ferry_again =
    "Thick fog: ferry Marigold aground off Tidewell harbour. All sixty passengers are safe ashore.";
const std::string bread = "A bakery recalls its rye bread because of glass splinters. Customers get their money back.";

Labels group(const Column& texts, const StoryThreshold& threshold = {}) {
    const OwnTexts source(texts);
    return group_stories({source}, threshold).story;
}

struct News {
    Column texts;
    Column titles;
    std::vector<double> days;
};

News random_news(std::uint32_t seed, std::size_t n) {
    reference::RandomNews random(seed);
    News news;
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t event = random.below(5);
        news.texts.emplace_back(random.text(event));
        news.titles.push_back(random.below(3) == 0 ? std::nullopt : std::optional(random.sentence(event)));
        news.days.push_back(random.below(6) == 0 ? std::nan("") : static_cast<double>(random.below(40)));
    }
    return news;
}

Labels group(const News& news, bool dated, double threshold) {
    const OwnTexts texts(news.texts);
    const OwnTexts titles(news.titles);
    StoryInput input{texts, &titles};
    if (dated) {
        input.days = news.days;
    }
    return group_stories(input, StoryThreshold(threshold)).story;
}

}  // namespace

TEST_CASE("no texts give no labels, one text is a story") {
    CHECK(group(Column{}).empty());
    CHECK(group({ferry}) == Labels{0});
}

TEST_CASE("texts of one event share a label, the smallest row") {
    CHECK(group({bread, ferry, ferry_again}) == Labels{0, 1, 1});
}

TEST_CASE("equal texts are one story, unrelated ones are none") {
    CHECK(group({bread, bread, bread}) == Labels{0, 0, 0});
    CHECK(group({"Apples ripen.", "Trains stop.", "Chess begins."}) == Labels{0, 1, 2});
}

TEST_CASE("texts without a token are in no story and do not count") {
    CHECK(group({std::nullopt, ferry, "", " -- ", ferry_again}) == Labels{no_story, 1, no_story, no_story, 1});
    const OwnTexts with({std::nullopt, "", "...", ferry});
    const OwnTexts without({ferry});
    CHECK(group_stories({with}).threshold == group_stories({without}).threshold);
}

TEST_CASE("a text of emoji or stop words alone is a story of its own") {
    CHECK(group({"🙂", "The of and.", ferry}) == Labels{0, 1, 2});
}

TEST_CASE("titles alone can tell a story") {
    const OwnTexts texts({"", std::nullopt, ""});
    const OwnTexts titles({"Ferry Marigold aground in fog", "Fog: ferry Marigold aground", "Bakery recalls bread"});
    CHECK(group_stories({texts, &titles}).story == Labels{0, 0, 2});
}

TEST_CASE("a blank title leaves the first sentence its weight") {
    const OwnTexts texts({ferry});
    const OwnTexts titles({" -- "});
    const std::vector<std::uint32_t> rows{0};
    TitledTerms terms;
    TermScratch scratch;
    FeatureReader reader;
    std::vector<StoryFeature> with;
    std::vector<StoryFeature> without;
    terms.assign(" -- ", ferry, scratch);
    reader.read(terms, with);
    terms.assign("", ferry, scratch);
    reader.read(terms, without);
    REQUIRE(with.size() == without.size());
    for (std::size_t k = 0; k < with.size(); ++k) {
        CHECK(with[k].frequency == without[k].frequency);
    }
}

TEST_CASE("dropped copies join their representative's story and count for nothing else") {
    const OwnTexts texts({bread, ferry, bread, ferry_again, ferry});
    const OwnTexts kept({bread, ferry, ferry_again});
    const std::vector<std::uint32_t> duplicate_of{2, 1, 2, 3, 1};
    StoryInput input{texts};
    input.duplicate_of = duplicate_of;
    const Grouping grouping = group_stories(input);
    CHECK(grouping.story == Labels{0, 1, 0, 1, 1});
    CHECK(grouping.threshold == group_stories({kept}).threshold);
    CHECK(grouping.terms.texts() == 3);
}

TEST_CASE("texts of two known languages are not compared, one of an unknown language is with all") {
    const auto with_languages = [&](const Column& labels) {
        const OwnTexts texts({ferry, ferry_again});
        const OwnTexts languages(labels);
        StoryInput input{texts};
        input.languages = &languages;
        return group_stories(input).story;
    };
    CHECK(with_languages({"en", "sv"}) == Labels{0, 1});
    CHECK(with_languages({"en", "en"}) == Labels{0, 0});
    CHECK(with_languages({"en", std::nullopt}) == Labels{0, 0});
    CHECK(with_languages({"", "sv"}) == Labels{0, 0});
    CHECK(with_languages({"", std::nullopt}) == Labels{0, 0});
}

TEST_CASE("months apart, the same words tell two stories; unknown dates change nothing") {
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    const OwnTexts texts({ferry, ferry_again});
    const auto with_days = [&](std::vector<double> days) {
        StoryInput input{texts};
        input.days = days;
        return group_stories(input).story;
    };
    CHECK(with_days({0, 3}) == Labels{0, 0});
    CHECK(with_days({0, 200}) == Labels{0, 1});
    CHECK(with_days({unknown, 200}) == Labels{0, 0});
    CHECK(with_days({unknown, unknown}) == Labels{0, 0});
    CHECK(date_factor(1, 4) == 1);
    CHECK(date_factor(34, 1) == static_cast<double>(static_cast<float>(std::exp(-1.0))));
    CHECK(date_factor(std::numeric_limits<double>::infinity(), 1) == 1);
}

TEST_CASE("thresholds are named or in (0, 1]") {
    CHECK(StoryThreshold().at(10) == 0.10 + 0.04 * 10 / 20);
    CHECK(StoryThreshold("auto").at(0) == 0.14);
    CHECK(StoryThreshold("running").at(5) == 0.09);
    CHECK(StoryThreshold("event").at(5) == 0.16);
    CHECK(StoryThreshold(0.3).at(5) == 0.3);
    CHECK_THROWS_AS(StoryThreshold("often"), std::invalid_argument);
    CHECK_THROWS_WITH(StoryThreshold(1.5), "threshold must be in (0, 1], got 1.5");
    CHECK_THROWS_AS(StoryThreshold(0.0), std::invalid_argument);
    CHECK_THROWS_AS(StoryThreshold(std::nan("")), std::invalid_argument);
}

TEST_CASE("columns of another length and wrong representatives are refused") {
    const OwnTexts texts({ferry, bread});
    const OwnTexts one({"x"});
    const std::vector<double> day{1};
    const std::vector<std::uint32_t> beyond{0, 2};
    const std::vector<std::uint32_t> chain{1, 0};
    StoryInput titled{texts, &one};
    CHECK_THROWS_WITH((void)group_stories(titled), "title must have one entry a text (2), got 1");
    StoryInput input{texts};
    input.days = day;
    CHECK_THROWS_AS((void)group_stories(input), std::invalid_argument);
    input.days = {};
    input.duplicate_of = beyond;
    CHECK_THROWS_AS((void)group_stories(input), std::out_of_range);
    input.duplicate_of = chain;
    CHECK_THROWS_AS((void)group_stories(input), std::invalid_argument);
}

TEST_CASE("a pair is compared if it shares a heavy term of few texts, and not for the sake of others") {
    // Text 0 has 41 rare terms, text 1 the one that is tested and one of its own.
    const auto edges = [](float weight_of_shared, std::uint32_t shared = 7) {
        StoryVectors vectors;
        SparseRows& rare = vectors.rare;
        rare.width = 42;
        for (std::uint32_t term = 0; term < 41; ++term) {
            rare.columns.push_back(term);
            rare.values.push_back(term == shared ? weight_of_shared : 0.15f);
        }
        rare.columns.insert(rare.columns.end(), {shared, 41});
        rare.values.insert(rare.values.end(), {0.9f, 0.4f});
        rare.offsets = {0, 41, 43};
        vectors.common.offsets = {0, 0, 0};
        return story_candidates(vectors, 0.1).size();
    };
    CHECK(edges(0.2f) == 1);
    CHECK(edges(0.1f) == 0);       // the lightest of 41
    CHECK(edges(0.15f, 39) == 1);  // of equals the smaller terms
    CHECK(edges(0.15f, 40) == 0);
}

TEST_CASE("terms of up to 100 texts are rare and bring texts together, others are common and count once they are") {
    // "lemon" stands in 100 texts, so does the pair; "melon" in 101.
    Column texts(100, "lemon melon");
    texts.insert(texts.end(), {"melon kiwi", "pear"});
    const OwnTexts source(texts);
    std::vector<std::uint32_t> rows(texts.size());
    std::iota(rows.begin(), rows.end(), 0u);
    const StoryVectors vectors = story_vectors(source, nullptr, rows);
    CHECK(vectors.rare.columns_of(0).size() == 2);
    CHECK(vectors.common.columns_of(0).size() == 1);
    const auto edges = story_candidates(vectors, 0.01);
    REQUIRE(edges.size() == 100 * 99 / 2);  // none to text 100
    CHECK(static_cast<double>(edges[0].similarity) / similarity_one == doctest::Approx(1).epsilon(1e-6));
}

TEST_CASE("stories are those of comparing everything with everything") {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        News news = random_news(seed, 2 + seed % 35);
        for (auto& title : news.titles) {
            title = title.value_or("");
        }
        const double threshold = 0.05 + 0.02 * (seed % 12);
        CAPTURE(seed);
        CHECK(group(news, false, threshold) == reference::group_stories(news.texts, news.titles, {}, threshold));
        CHECK(group(news, true, threshold) == reference::group_stories(news.texts, news.titles, news.days, threshold));
    }
}

TEST_CASE("shuffling the texts changes no story") {
    std::mt19937 random(3);
    const News news = random_news(77, 60);
    const Labels before = group(news, true, 0.12);
    std::vector<std::uint32_t> order(news.texts.size());
    std::iota(order.begin(), order.end(), 0u);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        News shuffled;
        for (const std::uint32_t row : order) {
            shuffled.texts.push_back(news.texts[row]);
            shuffled.titles.push_back(news.titles[row]);
            shuffled.days.push_back(news.days[row]);
        }
        const Labels after = group(shuffled, true, 0.12);
        for (std::size_t a = 0; a < order.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) {
                CHECK((after[a] == after[b]) == (before[order[a]] == before[order[b]]));
            }
        }
    }
}

TEST_CASE("the number of threads changes no story") {
    const News news = random_news(5, 3000);
    const OwnTexts texts(news.texts);
    Control many;
    many.threads = 3;
    CHECK(group_stories({texts}).story == group_stories({texts}, {}, many).story);
}

TEST_CASE("content ranks do not depend on where a text stands") {
    const OwnTexts texts({"b", "a", "a", std::nullopt, "A"});
    const OwnTexts titles({"1", "2", "1", "x", "3"});
    const Labels rank = content_rank({texts, &titles});
    CHECK(rank[2] + 1 == rank[1]);  // equal folded texts stand together, by title
    CHECK(rank[1] + 1 == rank[4]);
    const OwnTexts turned({"A", std::nullopt, "a", "a", "b"});
    const OwnTexts turned_titles({"3", "x", "1", "2", "1"});
    Labels back = content_rank({turned, &turned_titles});
    std::reverse(back.begin(), back.end());
    CHECK(back == rank);
    CHECK(content_order({texts, &titles}).empty == std::vector<std::uint8_t>{0, 0, 0, 0, 0});
    CHECK(content_order({texts}).empty == std::vector<std::uint8_t>{0, 0, 0, 1, 0});
}

TEST_CASE("content ranks go by title, day, language and the text as it is where folded texts are equal") {
    const OwnTexts texts({"a", "A", "a", "A", "a", "a"});
    const OwnTexts titles({"y", "x", "x", "x", "x", "x"});
    const OwnTexts languages({"en", "en", "en", "en", "de", "en"});
    const std::vector<double> days{0, 2, 2, std::nan(""), 2, 1};
    const Labels rank = content_rank({texts, &titles, &languages, days});
    CHECK(rank[5] == 0);                     // the earliest day of the first title
    CHECK(rank[4] == 1);                     // the first language of the same day
    CHECK(std::min(rank[1], rank[2]) == 2);  // "a" and "A" by their hashes
    CHECK(std::max(rank[1], rank[2]) == 3);
    CHECK(rank[3] == 4);  // no day
    CHECK(rank[0] == 5);  // the second title
    const OwnTexts turned({"a", "a", "A", "a", "A", "a"});
    const OwnTexts turned_titles({"x", "x", "x", "x", "x", "y"});
    const OwnTexts turned_languages({"en", "de", "en", "en", "en", "en"});
    const std::vector<double> turned_days{1, 2, std::nan(""), 2, 2, 0};
    Labels back = content_rank({turned, &turned_titles, &turned_languages, turned_days});
    std::reverse(back.begin(), back.end());
    CHECK(back == rank);
}
