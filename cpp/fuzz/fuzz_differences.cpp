// Where texts differ: versions of sentences that are there, told by texts that hold no other version of the same; and
// the numbers by which they do.

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz.hpp"
#include "twicetold/stories/differences.hpp"
#include "twicetold/stories/numbers.hpp"
#include "twicetold/stories/story_texts.hpp"

using namespace twicetold;
using fuzz::require;

namespace {

void check_numbers(std::string_view text) {
    std::vector<NumberAt> numbers;
    read_numbers(text, numbers);
    std::size_t end = 0;
    for (const NumberAt& number : numbers) {
        require(number.span.begin >= end && number.span.begin < number.span.end, "numbers stand one after the other");
        require(!number.value.empty() && number.value.find_first_not_of("0123456789.") == std::string::npos,
                "a value is digits and full stops");
        require(number.value.size() <= number.span.size() + 2, "a value is about as long as its number");  // ½: 0.5
        end = number.span.end;
    }
    require(end <= text.size(), "numbers stand in the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto rows = fuzz::rows_of(fuzz::text_of(data, std::min<std::size_t>(size, 4096)));
    for (const auto& row : rows) {
        check_numbers(row ? std::string_view(*row) : std::string_view());
    }
    if (rows.size() > 64) {
        return 0;
    }
    std::vector<std::uint32_t> present;
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
        if (rows[row]) {
            present.push_back(row);
        }
    }
    const OwnTexts texts(rows);
    const StoryTexts story(texts, present);
    const Differences differences = find_differences(story.terms());
    for (const Difference& difference : differences.found) {
        require(difference.versions.size() >= 2, "a difference has two versions");
        std::set<std::pair<std::size_t, std::size_t>> shown;
        const Version& most = difference.versions.front();
        for (const Version& version : difference.versions) {
            require(version.sentence.document < present.size(), "a version is of a text of the story");
            const TextTerms& own = story.of(version.sentence.document);
            require(version.sentence.index < own.sentences.size(), "a version is a sentence");
            require(shown.emplace(version.sentence.document, version.sentence.index).second,
                    "each version is a sentence of its own");
            require(
                std::ranges::adjacent_find(version.documents, std::ranges::greater_equal()) == version.documents.end(),
                "its texts rise");
            require(std::ranges::binary_search(version.documents, version.sentence.document), "its own text tells it");
            require(version.documents.size() <= most.documents.size(), "the first is that of most texts");
            require(&version == &most || version.numbers || version.negation, "a version differs from the first");
        }
    }
    return 0;
}
