#include "twicetold/summary/keywords.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "summary_reference.hpp"

using namespace twicetold;

namespace {

using Strings = std::vector<std::string>;

/// Keywords of texts, where they stand and what they weigh.
struct Found {
    explicit Found(const std::vector<std::string_view>& sources, std::size_t most = 10) {
        for (const std::string_view source : sources) {
            texts.push_back(text_terms(source, {"en"}));
        }
        for (const TextTerms& text : texts) {
            pointers.push_back(&text);
        }
        matrix.assign(pointers);
        keywords = find_keywords(pointers, matrix, most);
    }

    [[nodiscard]] Strings words() const {
        Strings all;
        for (const Keyword& keyword : keywords) {
            all.emplace_back(texts[keyword.document].text.substr(keyword.span.begin, keyword.span.size()));
        }
        return all;
    }

    std::vector<TextTerms> texts;
    std::vector<const TextTerms*> pointers;
    TermMatrix matrix;
    std::vector<Keyword> keywords;
};

Strings keywords_of(std::string_view text, std::size_t most = 10) {
    return Found({text}, most).words();
}

}  // namespace

TEST_CASE("keywords are the heaviest terms, the heaviest first; of equals the one that comes first") {
    const Found found({"Rain fell. Rain fell on the harbour. Rain stopped."}, 2);
    CHECK(found.words() == Strings{"Rain", "fell"});
    CHECK(std::ranges::is_sorted(found.keywords, std::greater<>(), &Keyword::weight));
    CHECK(found.keywords[0].weight == *std::ranges::max_element(found.matrix.totals));
    CHECK(keywords_of("Apples pears plums.") == Strings{"Apples", "pears", "plums"});
}

TEST_CASE("numbers and single letters are keywords only where no other term exists") {
    CHECK(keywords_of("Of 1,000 boats 3,000 sank at 5 p.m., said U.S. crews. 2,000 more sank at 6 p.m.") ==
          Strings{"sank", "boats", "said", "crews", "more"});
    CHECK(keywords_of("Flight AF447 left at 7. It is x. The b2b fair.") ==
          Strings{"Flight", "AF447", "left", "b2b", "fair"});
    CHECK(keywords_of("1,000 and 2,000.") == Strings{"000", "1", "2"});
    CHECK(keywords_of("X.") == Strings{"X"});
    CHECK(keywords_of("\u4eba X 3.") == Strings{"\u4eba"});
    CHECK(keywords_of("Arabic digits \u0661\u0662 too.", 3) == Strings{"Arabic", "digits", "too"});
}

TEST_CASE("a keyword is spelled as the texts spell its term most often, else as they do first") {
    CHECK(keywords_of("Flooding came. The flood rose. A flood of mails. Flooded roads.", 1) == Strings{"flood"});
    CHECK(keywords_of("Flooded. Floods.", 1) == Strings{"Flooded"});
    const Found found({"FERRY sank.", "The ferry sailed.", "A ferry sailed."}, 1);
    CHECK(found.words() == Strings{"ferry"});
    CHECK(found.keywords[0].document == 1);
    CHECK(found.keywords[0].span == Span{4, 9});
}

TEST_CASE("only the first hundred places of a term decide, and sixteen spellings") {
    std::string text;
    for (int k = 0; k < 50; ++k) {
        text += "Floods came. ";
    }
    for (int k = 0; k < 60; ++k) {
        text += "Flooded roads. ";
    }
    CHECK(keywords_of(text, 1) == Strings{"Floods"});
    text.clear();
    for (char c = 'a'; c < 'a' + 17; ++c) {
        text += std::string("flood") + c + ". ";
    }
    CHECK(keywords_of(text + "floodq.", 1) == Strings{"flooda"});
    CHECK(keywords_of(text + "floodp.", 1) == Strings{"floodp"});
}

TEST_CASE("where there are no terms there are no keywords") {
    CHECK(keywords_of("The and of.").empty());
    CHECK(keywords_of("Rain fell.", 0).empty());
}
