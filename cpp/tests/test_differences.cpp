#include "twicetold/stories/differences.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "stories_reference.hpp"
#include "twicetold/stories/sentence_likeness.hpp"
#include "twicetold/stories/story_texts.hpp"

using namespace twicetold;

namespace {

struct Told {
    explicit Told(const std::vector<std::string>& strings)
        : source(std::vector<std::optional<std::string>>(strings.begin(), strings.end())),
          texts(source, rows(strings.size())) {}

    static std::vector<std::uint32_t> rows(std::size_t n) {
        std::vector<std::uint32_t> all;
        for (std::uint32_t row = 0; row < n; ++row) {
            all.push_back(row);
        }
        return all;
    }

    OwnTexts source;
    StoryTexts texts;
};

using Documents = std::vector<std::uint32_t>;

const std::string crew = " The crew of the ship was praised by the owners and by the mayor of the town.";

}  // namespace

TEST_CASE("texts that agree, one text and none differ in nothing") {
    CHECK(find_differences({}).found.empty());
    CHECK(find_differences(Told({"The dam held."}).texts.terms()).found.empty());
    const Told same({"The ferry with 41 passengers ran aground in the fog." + crew,
                     "The ferry with 41 passengers ran aground in the fog." + crew});
    CHECK(find_differences(same.texts.terms()).found.empty());
}

TEST_CASE("numbers that conflict are a difference, the version of most texts first") {
    const Told told({"The ferry with 14 passengers ran aground in the thick fog." + crew,
                     "The ferry with 41 passengers ran aground in the thick fog." + crew,
                     "The ferry with 41 passengers ran aground in the thick fog." + crew});
    const Differences differences = find_differences(told.texts.terms());
    CHECK(differences.complete);
    REQUIRE(differences.found.size() == 1);
    const auto& versions = differences.found[0].versions;
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].documents == Documents{1, 2});
    CHECK(versions[1].documents == Documents{0});
    CHECK(versions[1].numbers);
    CHECK_FALSE(versions[1].negation);
}

TEST_CASE("lines that state nothing, as dates of articles, do not conflict") {
    const auto texts = [](const std::string& line) {
        return Told({"Friday, March 23, 2007\n\n" + line + "23 men.", "Friday, March 30, 2007\n\n" + line + "30 men."});
    };
    CHECK(find_differences(texts("A ship sank in the bay. The captain told").texts.terms()).found.empty());
    const Told told = texts("The patrol boat of the navy was stopped near the mouth of the river with ");
    const Differences differences = find_differences(told.texts.terms());
    REQUIRE(differences.found.size() == 1);
    CHECK(differences.found[0].versions[0].sentence.index == 1);
}

TEST_CASE("a number that one text leaves out is no conflict") {
    const Told told({"The ferry with 41 passengers ran aground in the thick fog." + crew,
                     "The ferry with passengers ran aground in the thick fog." + crew,
                     "The ferry with 41 passengers ran aground in the thick fog at 9." + crew});
    CHECK(find_differences(told.texts.terms()).found.empty());
}

TEST_CASE("what one text denies is a difference") {
    const Told told({"Engineers said that the dam is in danger of failing." + crew,
                     "Engineers said that the dam is not in danger of failing." + crew});
    const Differences differences = find_differences(told.texts.terms());
    REQUIRE(differences.found.size() == 1);
    REQUIRE(differences.found[0].versions.size() == 2);
    CHECK(differences.found[0].versions[1].negation);
}

TEST_CASE("in other words, numbers conflict if they have a neighbour in common, and a negation alone is no conflict") {
    const Told votes({"The council of Larksholt voted 9 to 4 to approve the large solar farm." + crew,
                      "By 9 to 6 votes the large solar farm was approved by the council of Larksholt." + crew,
                      "The council of Larksholt, on day 30, said no word on the large solar farm." + crew});
    const Differences differences = find_differences(votes.texts.terms());
    REQUIRE(differences.found.size() == 1);
    REQUIRE(differences.found[0].versions.size() == 2);
    CHECK(differences.found[0].versions[1].numbers);
    CHECK(differences.found[0].versions[0].documents == Documents{0});
    CHECK(differences.found[0].versions[1].documents == Documents{1});
}

TEST_CASE("a negation of what only one sentence tells is no conflict") {
    const Told told(
        {"The dog was no help.The ferry of the island ran aground in the thick fog near the old lighthouse." + crew,
         "The ferry of the island ran aground in the thick fog near the old lighthouse." + crew});
    CHECK(find_differences(told.texts.terms()).found.empty());
}

TEST_CASE("a sentence differs from other texts, not from its own") {
    const Told told(
        {"The ferry with 14 passengers ran aground in the thick fog. "
         "The ferry with 41 passengers ran aground in the thick fog." +
         crew});
    CHECK(find_differences(told.texts.terms()).found.empty());
}

TEST_CASE("what many tell without a number does not hide that those who give one do not agree") {
    const std::string fog = "The ferry with passengers of the island ran aground in the thick fog.";
    const Told told({fog, fog, "The ferry with 14 passengers of the island ran aground in the thick fog.",
                     "The ferry with 41 passengers of the island ran aground in the thick fog."});
    const Differences differences = find_differences(told.texts.terms());
    REQUIRE(differences.found.size() == 1);
    CHECK(differences.found[0].versions.size() == 2);
}

TEST_CASE("a crowd of one template is compared once, not pair by pair") {
    std::vector<std::string> texts;
    for (int k = 0; k < 300; ++k) {
        texts.push_back("The ferry with " + std::to_string(1000 + k) + " passengers ran aground in the thick fog.");
    }
    const Differences differences = find_differences(Told(texts).texts.terms());
    CHECK(differences.complete);
    REQUIRE(differences.found.size() == 1);
    CHECK(differences.found[0].versions.size() == 300);
}

TEST_CASE("a crowd of sentences that are not alike enough is looked through only so far, and that is said") {
    std::vector<std::string> texts;
    for (int k = 0; k < 3000; ++k) {
        texts.push_back("The ferry with " + std::to_string(1000 + k) + " passengers ran aground in the thick fog.");
    }
    CHECK_FALSE(find_differences(Told(texts).texts.terms()).complete);
}

TEST_CASE("versions conflict with the first one as they say, and none is told twice") {
    std::size_t differences = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        reference::RandomNews news(seed);
        std::vector<std::string> texts;
        for (std::size_t k = 0; k < 8; ++k) {
            texts.push_back(news.text(0));
        }
        const Told told(texts);
        const auto words = [&](SentenceAt at) {
            const TextTerms& text = told.texts.of(at.document);
            const Span span = text.sentences[at.index].span;
            SentenceWords own;
            WordReader().read(text.text.substr(span.begin, span.size()), text.language, own);
            return own;
        };
        for (const Difference& difference : find_differences(told.texts.terms()).found) {
            ++differences;
            REQUIRE(difference.versions.size() > 1);
            const Version& first = difference.versions[0];
            const SentenceWords most = words(first.sentence);
            std::set<std::pair<std::vector<std::uint64_t>, bool>> seen{{most.numbers, most.negated}};
            for (const Version& version : std::span(difference.versions).subspan(1)) {
                const SentenceWords own = words(version.sentence);
                CHECK(seen.insert({own.numbers, own.negated}).second);
                CHECK(version.negation == negation_conflicts(own, most));
                CHECK((!version.negation || own.negated != most.negated));
                // Numbers in conflict have no set that holds the other; the converse needs a common neighbour.
                CHECK((!version.numbers || numbers_conflict(most, own, false)));
                CHECK((version.numbers || !numbers_conflict(most, own, true)));
                CHECK((version.numbers || version.negation));
                CHECK(version.sentence.document != first.sentence.document);
                CHECK(version.documents.size() <= first.documents.size());
                CHECK(std::ranges::count(version.documents, version.sentence.document) == 1);
            }
        }
    }
    CHECK(differences > 5);
}
