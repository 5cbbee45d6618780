// Stories of any texts: a partition, in which summaries quote and support is within the story.

#include <algorithm>

#include "fuzz.hpp"
#include "twicetold/stories/copies.hpp"
#include "twicetold/stories/stories.hpp"

using namespace twicetold;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) {
        return 0;
    }
    const auto rows = fuzz::rows_of(fuzz::text_of(data + 1, std::min<std::size_t>(size - 1, 4096)));
    if (rows.size() > 64) {
        return 0;
    }
    const OwnTexts texts(rows);
    const Representatives copies = fold_copies({texts});
    StoriesOptions options;
    options.threshold = data[0] == 0 ? StoryThreshold() : StoryThreshold(data[0] / 255.0);
    const StoryInput input{texts, nullptr, nullptr, {}, copies.of};
    const StoriesResult told = find_stories(input, options);
    std::vector<bool> seen(rows.size(), false);
    std::size_t last = rows.size() + 1;
    for (const Story& story : told.stories) {
        require(!story.members.empty() && story.members.size() <= last, "stories come biggest first");
        last = story.members.size();
        for (const std::uint32_t row : story.members) {
            require(!seen[row], "a text is in one story");
            seen[row] = true;
            require(std::ranges::binary_search(story.members, copies.of[row]), "a copy is where its original is");
        }
        for (const StorySentence& sentence : story.summary) {
            require(sentence.span.end <= rows[sentence.row]->size(), "a sentence lies in its text");
            const bool own =
                std::ranges::any_of(sentence.support, [&](const Support& s) { return s.document == sentence.row; });
            require(own, "a text supports its own sentence");
        }
    }
    return 0;
}
