#include "twicetold/stories/numbers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "twicetold/stories/sentence_likeness.hpp"

using namespace twicetold;

namespace {

std::vector<std::string> values(std::string_view text) {
    std::vector<NumberAt> numbers;
    read_numbers(text, numbers);
    std::vector<std::string> found;
    for (const NumberAt& number : numbers) {
        found.push_back(number.value);
    }
    return found;
}

using Values = std::vector<std::string>;

bool conflict(std::string_view a, std::string_view b) {
    WordReader reader;
    SentenceWords left;
    SentenceWords right;
    reader.read(a, "en", left);
    reader.read(b, "en", right);
    return numbers_conflict(left, right, false);
}

}  // namespace

TEST_CASE("numbers are read by their value") {
    CHECK(values("no digits").empty());
    CHECK(values("").empty());
    CHECK(values("41 of 41st") == Values{"41", "41"});
    CHECK(values("1,200 or 1200, 1.200, 1'200, 1\u2019200, 1\u00A0200 and 1\u202F200") ==
          Values{"1200", "1200", "1200", "1200", "1200", "1200", "1200"});
    CHECK(values("1,234,567 12,34,567 1.234.567") == Values{"1234567", "1234567", "1234567"});
    CHECK(values("1.5 1,5 1.50 01.5") == Values{"1.5", "1.5", "1.5", "1.5"});
    CHECK(values("1,234.50 1.234,5") == Values{"1234.5", "1234.5"});
    CHECK(values("0.125 0,125 1234.567") == Values{"0.125", "0.125", "1234.567"});
    CHECK(values("2.0 2,00 2 002 000 0.0") == Values{"2", "2", "2", "2", "0", "0"});
    CHECK(values("12:30, 12.30, 9:05, 09:05 and 12:30:00") == Values{"12.3", "12.3", "9.05", "9.05", "12.3"});
    CHECK(values("v1.2.3, 5.12.2031 and 05.12.2031") == Values{"1.2.3", "5.12.2031", "5.12.2031"});
    CHECK(values("1,2,3 3-1 24/7") == Values{"1", "2", "3", "3", "1", "24", "7"});
    CHECK(values("5kg $5m COVID-19 B12 1990s 5, 6. 7:") == Values{"5", "5", "19", "12", "1990", "5", "6", "7"});
    CHECK(values("1\u00BD, \u00BD, 0.5, 2\u00BE \u00BC") == Values{"1.5", "0.5", "0.5", "2.75", "0.25"});
    CHECK(values("\u0664\u0661 \uFF14\uFF11 \u096A\u0967 \u0661\u066B\u0665 \u0661\u066C\u0662\u0660\u0660") ==
          Values{"41", "41", "41", "1.5", "1200"});
    CHECK(values("5000\u4E07 m\u00B2 \u2460") == Values{"5000"});
    CHECK(values("\xFF"
                 "7\xC3") == Values{"7"});
}

TEST_CASE("numbers know where they stand") {
    std::vector<NumberAt> numbers;
    read_numbers("On 5kg at 12:30, 1\u00BD", numbers);
    REQUIRE(numbers.size() == 3);
    CHECK(numbers[0].span == Span{3, 4});
    CHECK(numbers[1].span == Span{10, 15});
    CHECK(numbers[2].span == Span{17, 20});
}

TEST_CASE("numbers conflict by value, however they are written") {
    CHECK(conflict("1.5 million", "5.1 million"));
    CHECK(conflict("At 12:30 it left.", "At 30:12 it left."));
    CHECK(conflict("41 died", "41,000 died"));
    CHECK(conflict("It rose 6 per cent.", "It rose 6.4 per cent."));
    CHECK(!conflict("1,200 people", "1200 people"));
    CHECK(!conflict("It weighs 5kg.", "It weighs 5 kg."));
    CHECK(!conflict("$5m", "$5 million"));
    CHECK(!conflict("the 41st", "number 41"));
    CHECK(!conflict("\u0664\u0661", "41"));
    CHECK(!conflict("\u00BD", "0.5"));
}

TEST_CASE("the words beside a number are its neighbours, a unit too") {
    WordReader reader;
    SentenceWords words;
    reader.read("Of 5kg, 1,200 were 7 8", "en", words);
    REQUIRE(words.places.size() == 4);
    const auto hash_of = [&](std::string_view word) {
        SentenceWords one;
        reader.read(word, "en", one);
        return one.words.at(0);
    };
    CHECK(words.places[0].before == hash_of("of"));
    CHECK(words.places[0].after == hash_of("kg"));
    CHECK(words.places[1].before == hash_of("kg"));
    CHECK(words.places[1].after == hash_of("were"));
    CHECK(words.places[2].after == words.places[3].word);
    CHECK(words.places[3].before == words.places[2].word);
    CHECK(words.places[3].after == 0);
}
