#include "twicetold/stories/stories.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>

#include "twicetold/stories/story_topic.hpp"

namespace twicetold {

namespace {

/// Stories with their members and representatives, in the order of the result.
[[nodiscard]] std::vector<Story> collect(const StoryInput& input, std::span<const std::uint32_t> story_of_row) {
    std::vector<Story> stories;
    std::vector<std::uint32_t> number(story_of_row.size());
    for (std::uint32_t row = 0; row < story_of_row.size(); ++row) {
        if (story_of_row[row] == no_story) {
            continue;
        }
        if (story_of_row[row] == row) {
            number[row] = static_cast<std::uint32_t>(stories.size());
            stories.emplace_back();
        }
        Story& story = stories[number[story_of_row[row]]];
        story.members.push_back(row);
        if (input.duplicate_of.empty() || input.duplicate_of[row] == row) {
            story.representatives.push_back(row);
        }
    }
    std::stable_sort(stories.begin(), stories.end(),
                     [](const Story& a, const Story& b) { return a.members.size() > b.members.size(); });
    return stories;
}

/// Tells one story after the other; it keeps its memory.
class Teller {
  public:
    Teller(const StoryInput& input, const StoriesOptions& options, const Grouping& grouping)
        : input_(input), options_(options), grouping_(grouping) {}

    void tell(Story& story) {
        story.similarity = grouping_.similarity[story.members.front()];
        read(story);
        choose_order(story);
        topic_.assign(told_, grouping_.terms);
        story.terms = topic_.terms(told_, options_.terms);
        choose_title(story);
        summarize(story);
    }

  private:
    struct Text {
        std::string title_buffer;
        std::string text_buffer;
        TitledTerms terms;
    };

    void read(const Story& story) {
        texts_.resize(std::max(texts_.size(), story.members.size()));
        members_.clear();
        for (std::size_t k = 0; k < story.members.size(); ++k) {
            auto& [title, text, terms] = texts_[k];
            const std::uint32_t row = story.members[k];
            terms.assign(input_.titles == nullptr ? std::string_view() : input_.titles->text(row, title),
                         input_.texts.text(row, text), scratch_);
        }
        for (std::size_t k = 0; k < story.members.size(); ++k) {
            members_.push_back(&texts_[k].terms);
        }
    }

    /// By rank, so that a shuffled column gives the same sums and ties; `lead` takes turns in the caller's order.
    void choose_order(const Story& story) {
        order_.clear();
        for (const std::uint32_t row : story.representatives) {
            const auto member = std::lower_bound(story.members.begin(), story.members.end(), row);
            order_.push_back(static_cast<std::size_t>(member - story.members.begin()));
        }
        if (options_.summary.method != "lead") {
            sort_by_rank(story, order_);
        }
        told_.clear();
        for (const std::size_t member : order_) {
            told_.push_back(members_[member]);
        }
    }

    void choose_title(Story& story) {
        std::vector<std::size_t> by_rank(members_.size());
        std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
        sort_by_rank(story, by_rank);
        std::vector<const TitledTerms*> titled;
        for (const std::size_t member : by_rank) {
            titled.push_back(members_[member]);
        }
        if (const auto best = topic_.best_title(titled)) {
            story.title_row = story.members[by_rank[*best]];
        }
    }

    void sort_by_rank(const Story& story, std::vector<std::size_t>& members) const {
        std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
            return grouping_.rank[story.members[a]] < grouping_.rank[story.members[b]];
        });
    }

    /// The texts that were kept are told, but who says the same is asked of all members.
    void summarize(Story& story) {
        std::vector<const TextTerms*> texts;
        std::vector<const TextTerms*> all;
        for (const TitledTerms* own : told_) {
            texts.push_back(&own->text);
        }
        for (const TitledTerms* own : members_) {
            all.push_back(&own->text);
        }
        SupportFinder finder(all);
        Summary summary =
            summarize_terms(texts, options_.summary, summary_scratch_,
                            {.says_same = [&](std::size_t sentence) { return said_too(finder, sentence); },
                             .vectors = {},
                             .query = {}});
        for (const SummarySentence& sentence : summary.sentences) {
            const std::size_t member = order_[sentence.document];
            story.summary.push_back({story.members[member], sentence.index, sentence.span, sentence.score,
                                     sentence.kind, finder.support_of({member, sentence.index})});
            for (Support& support : story.summary.back().support) {
                support.document = story.members[support.document];
            }
        }
        story.warnings = std::move(summary.warnings);
        std::sort(story.summary.begin(), story.summary.end(), [](const StorySentence& a, const StorySentence& b) {
            return std::pair(a.row, a.index) < std::pair(b.row, b.index);
        });
    }

    /// The sentences of told texts that say the same as one of them, all numbered as summarize_terms numbers them.
    std::vector<std::size_t> said_too(SupportFinder& finder, std::size_t sentence) {
        number_sentences();
        const auto next = std::upper_bound(first_.begin(), first_.end(), sentence);
        const auto told = static_cast<std::size_t>(next - first_.begin()) - 1;
        std::vector<std::size_t> same;
        for (const SentenceAt at : finder.same_as({order_[told], sentence - first_[told]})) {
            if (place_[at.document] != not_told) {
                same.push_back(first_[place_[at.document]] + at.index);
            }
        }
        return same;
    }

    void number_sentences() {
        first_.clear();
        place_.assign(members_.size(), not_told);
        std::size_t sentences = 0;
        for (std::size_t told = 0; told < told_.size(); ++told) {
            first_.push_back(sentences);
            place_[order_[told]] = told;
            sentences += told_[told]->text.sentences.size();
        }
    }

    static constexpr std::size_t not_told = ~std::size_t{0};

    const StoryInput& input_;
    const StoriesOptions& options_;
    const Grouping& grouping_;
    std::vector<Text> texts_;
    std::vector<const TitledTerms*> members_;  // in the order of the rows
    std::vector<std::size_t> order_;           // representatives as they are told, among the members
    std::vector<const TitledTerms*> told_;     // their texts
    std::vector<std::size_t> first_;           // sentence of each told text
    std::vector<std::size_t> place_;           // of each member among the told texts
    TermScratch scratch_;
    SummaryScratch summary_scratch_;
    StoryTopic topic_;
};

}  // namespace

StoriesResult find_stories(const StoryInput& input, const StoriesOptions& options, const Control& control) {
    const Grouping grouping = group_stories(input, options.threshold, control);
    StoriesResult result{collect(input, grouping.story), grouping.threshold};
    const auto cost = [&](std::size_t k) {
        const std::vector<std::uint32_t>& rows = result.stories[k].members;
        return std::accumulate(rows.begin(), rows.end(), std::size_t{0},
                               [&](std::size_t sum, std::uint32_t row) { return sum + input.texts.cost(row); });
    };
    std::vector<Teller> tellers(control.threads, Teller(input, options, grouping));
    const auto chunks = chunks_by_cost(result.stories.size(), cost);
    parallel_chunks(control, "stories", chunks, [&](Chunk chunk, std::size_t worker) {
        for (std::size_t k = chunk.begin; k < chunk.end; ++k) {
            tellers[worker].tell(result.stories[k]);
        }
    });
    return result;
}

}  // namespace twicetold
