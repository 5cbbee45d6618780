#include "twicetold/summary/terms.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "summary_reference.hpp"
#include "twicetold/base/hash.hpp"
#include "twicetold/summary/signs.hpp"
#include "twicetold/summary/term_matrix.hpp"

using namespace twicetold;
using reference::Draft;

namespace {

using Strings = std::vector<std::string>;

Strings surfaces(const TextTerms& terms) {
    Strings all;
    for (const TermOccurrence& term : terms.terms) {
        all.emplace_back(terms.text.substr(term.source.begin, term.source.size()));
    }
    return all;
}

/// Draft and terms together: the terms look into the text.
struct Read {
    explicit Read(std::string_view sentence, std::string_view language = "") : draft(Draft().add(sentence)) {
        terms = draft.terms(language);
    }
    explicit Read(Draft made) : draft(std::move(made)) { terms = draft.terms(); }

    [[nodiscard]] const SentenceFacts& facts() const { return terms.facts.front(); }
    [[nodiscard]] std::uint64_t id(std::size_t k) const { return terms.terms[k].id; }

    Draft draft;
    TextTerms terms;
};

std::vector<bool> adjacency(const TextTerms& terms) {
    std::vector<bool> all;
    for (const TermOccurrence& term : terms.terms) {
        all.push_back(term.adjacent);
    }
    return all;
}

}  // namespace

TEST_CASE("words are terms, stop words are not") {
    const Read read("The cat sat on the mat, and it was the only mat of the house.");
    CHECK(surfaces(read.terms) == Strings{"cat", "sat", "mat", "mat", "house"});
    CHECK(read.terms.language == "en");
    CHECK(read.facts().words == 15);
}

TEST_CASE("a text that no list fits keeps all its words") {
    const Read read("Tellurian aphrodite zorgon blep snark quux.");
    CHECK(surfaces(read.terms).size() == 6);
    CHECK(read.terms.language.empty());
}

TEST_CASE("German stop words do not strike English words") {
    const Read read("They die in the war that the king of the north began, and it was the end of him.");
    CHECK(surfaces(read.terms) == Strings{"die", "war", "king", "north", "began", "end"});
}

TEST_CASE("the caller's language decides, and an unknown one is an error") {
    CHECK(surfaces(Read("die Katze the cat", "de").terms) == Strings{"Katze", "the", "cat"});
    CHECK(surfaces(Read("die Katze the cat", "en").terms) == Strings{"die", "Katze", "cat"});
    CHECK(Read("die Katze", "de").terms.language == "de");
    CHECK_THROWS_AS(Read("die Katze", "xx"), std::invalid_argument);
}

TEST_CASE("words with the same first five code points are one term") {
    const Read read("national Nationwide natio nation natural");
    CHECK(read.id(0) == read.id(1));
    CHECK(read.id(0) == read.id(2));
    CHECK(read.id(0) == read.id(3));
    CHECK(read.id(0) != read.id(4));
    const Read accents("\u00e9l\u00e9phant \u00c9L\u00c9PHONE \u00e9l\u00e9vation");
    CHECK(accents.id(0) == accents.id(1));
    CHECK(accents.id(0) != accents.id(2));
}

TEST_CASE("apostrophes of both kinds give the same terms and stop words") {
    const Read curly("I don\u2019t know o\u2019clock", "en");
    CHECK(surfaces(curly.terms) == Strings{"know", "o\u2019clock"});
    CHECK(curly.id(1) == Read("o'clock").id(0));
}

TEST_CASE("Han and Kana runs give overlapping pairs of characters") {
    const Read read("我喜欢猫。好");
    CHECK(surfaces(read.terms) == Strings{"我喜", "喜欢", "欢猫", "好"});
    CHECK(read.facts().words == 5);
    CHECK(read.facts().spaceless);
    CHECK(adjacency(read.terms) == std::vector<bool>{false, true, true, true});
    CHECK(Read("喜欢").id(0) == read.id(1));
}

TEST_CASE("Thai, Lao, Khmer and Myanmar give pairs of characters as well") {
    for (const char* text : {"ภาษาไทย", "ພາສາລາວ", "ភាសាខ្មែរ", "မြန်မာ"}) {
        CAPTURE(text);
        const Read read(text);
        CHECK(read.terms.terms.size() >= 2);
        CHECK(read.terms.terms.size() + 1 == read.facts().words);
    }
}

TEST_CASE("words between characters end a run") {
    CHECK(surfaces(Read("在2024年abc新闻").terms) == Strings{"在", "2024", "年", "abc", "新闻"});
}

TEST_CASE("terms are adjacent unless a stop word, an emoji or a sentence end stands between") {
    const Read read(Draft().add("Big cats of Asia, tigers 😀 sleep the day.").add("Lions also run and hunt the prey."));
    CHECK(surfaces(read.terms) ==
          Strings{"Big", "cats", "Asia", "tigers", "sleep", "day", "Lions", "run", "hunt", "prey"});
    CHECK(adjacency(read.terms) ==
          std::vector<bool>{false, true, false, true, false, false, false, false, false, false});
}

TEST_CASE("emoji are neither terms nor words") {
    const Read read("😀 🇺🇦 fine");
    CHECK(surfaces(read.terms) == Strings{"fine"});
    CHECK(read.facts().words == 1);
}

TEST_CASE("a digit is found in a padded token wherever it stands, and not behind it") {
    for (const std::string sign : {"/", "0", "5", "9", ":", "z", "\u0663", "\u00E9"}) {
        for (std::size_t size = 0; size < 20; ++size) {
            for (std::size_t at = 0; at <= size; ++at) {
                const std::string token = std::string(at, 'a') + sign + std::string(size - at, 'b');
                const std::string padded = token + "77777777";
                CAPTURE(token);
                CHECK(has_digit_padded(std::string_view(padded).substr(0, token.size())) == has_digit(token));
            }
        }
    }
}

TEST_CASE("words with digits are counted, whatever the digits") {
    CHECK(Read("in 2026 the b52 flew \u0663\u0664 \u0967\u0968 times").facts().digit_words == 4);
}

TEST_CASE("a closing mark may be followed by quotes and brackets") {
    for (const char* closed :
         {"Yes.", "Yes!", "Yes?\"", "(Yes.)", "Yes\u2026", "\u300c是。\u300d", "Yes;", "Yes:", "Yes . '' ",
          "\u0939\u0948\u0964", "\u0634\u062f\u061f", "\u201eJa.\u201c", "\u00bbJa.\u00ab"}) {
        CAPTURE(closed);
        CHECK(Read(closed).facts().closed);
    }
    for (const char* open : {"Yes", "Yes,", "Yes \"no\"", "\"\"", "Yes -", "Version 1.2"}) {
        CAPTURE(open);
        CHECK(!Read(open).facts().closed);
    }
}

TEST_CASE("equal tokens give equal hashes, whatever stands between them") {
    const Read read(Draft().add("It is, as it was!").add("it IS as it was").add("it was as it is"));
    CHECK(read.terms.facts[0].tokens == read.terms.facts[1].tokens);
    CHECK(read.terms.facts[0].tokens != read.terms.facts[2].tokens);
}

TEST_CASE("terms are counted sentence by sentence") {
    const Read read(Draft().add("Cats purr.").add("It is.").add("Dogs bark loudly."));
    CHECK(read.terms.offsets == std::vector<std::size_t>{0, 2, 2, 5});
    CHECK(read.terms.terms_of(2).size() == 3);
    CHECK(read.terms.terms_of(1).empty());
}

TEST_CASE("what lies in no sentence is not counted") {
    const std::string text = "cats dogs birds fish";
    TextTerms terms;
    TermScratch scratch;
    const std::vector<Sentence> sentences{{{5, 9}}, {{16, 20}}};
    text_terms(text, sentences, terms, scratch);
    CHECK(surfaces(terms) == Strings{"dogs", "fish"});
}

TEST_CASE("sentences out of order or beyond the text are an error") {
    TextTerms terms;
    TermScratch scratch;
    using Sentences = std::vector<Sentence>;
    CHECK_THROWS_AS(text_terms("cats", Sentences{{{0, 5}}}, terms, scratch), std::out_of_range);
    CHECK_THROWS_AS(text_terms("cats", Sentences{{{3, 2}}}, terms, scratch), std::out_of_range);
    CHECK_THROWS_AS(text_terms("cats", Sentences{{{0, 3}}, {{2, 4}}}, terms, scratch), std::out_of_range);
}

TEST_CASE("empty text has no sentences, and reused memory keeps nothing of the text before") {
    TextTerms terms;
    TermScratch scratch;
    text_terms("Cats purr. Dogs bark. 我喜欢猫。", terms, scratch);
    CHECK(!terms.terms.empty());
    text_terms("", terms, scratch);
    CHECK(terms.sentences.empty());
    CHECK(terms.terms.empty());
    CHECK(terms.offsets.size() == 1);
    CHECK(terms.language.empty());
}

TEST_CASE("a term is the hash of the first five letters, however long the word and whatever follows it") {
    for (const std::string word :
         {"abcdefghijklmnopqrstuvwxyz", "abcd\u00E9fghij", "ab\u00E9", "\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"}) {
        for (std::size_t size = 1; size <= word.size(); ++size) {
            if (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xC0) == 0x80) {
                continue;  // within a letter
            }
            const std::string start = word.substr(0, size);
            std::string padded = start.substr(0, prefix_size(start));
            const std::size_t prefix = padded.size();
            padded.append(16, '\0');
            for (const char* follows : {"", " next", "\u201D \u00E9", "\u2026"}) {
                const TextTerms terms = text_terms(start + follows, {"none"});
                REQUIRE(!terms.terms.empty());
                CHECK(terms.terms[0].id == hash_token(padded.data(), prefix));
            }
        }
    }
}

TEST_CASE("weights of frequent terms are those of the function that the table of rare ones holds") {
    for (std::size_t times = 1; times < 130; ++times) {
        std::string text;
        for (std::size_t k = 0; k < times; ++k) {
            text += "ferry ";
        }
        const TextTerms terms = text_terms(text, {"none"});
        const TextTerms* pointer = &terms;
        TermMatrix matrix;
        matrix.assign({&pointer, 1});
        REQUIRE(matrix.x.size() == 1);
        CHECK(matrix.x[0] == static_cast<double>(static_cast<float>(std::log2(1.0 + static_cast<double>(times)))) *
                                 static_cast<double>(static_cast<float>(std::log(2.0))));
    }
}
