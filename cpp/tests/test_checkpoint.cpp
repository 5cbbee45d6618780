#include "twicetold/base/checkpoint.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "twicetold/base/parallel.hpp"
#include "twicetold/dedup/evidence.hpp"
#include "twicetold/summary/summarize.hpp"
#include "twicetold/text/entities.hpp"
#include "twicetold/text/sentences.hpp"
#include "twicetold/text/tokens.hpp"

using namespace twicetold;

namespace {

struct Stop {};

std::string long_text(bool paragraphs) {
    std::string text;
    for (int k = 0; text.size() < 6'000'000; ++k) {
        text += "The ferry Alma ran aground at " + std::to_string(k) + " in fog off Gull Point, see @alma and a.com. ";
        text += paragraphs ? "\n\n" : "";
    }
    return text;
}

/// Whether work asks, and ends with what is thrown then.
template <class Work>
bool stops(Work work) {
    const AskedAtCheckpoints asked([] { throw Stop{}; });
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    try {
        work();
    } catch (const Stop&) {
        return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a checkpoint does nothing where nobody is asked, and asks once in 50 ms") {
    checkpoint();
    int asked = 0;
    {
        const AskedAtCheckpoints outer([&] { ++asked; });
        checkpoint();
        CHECK(asked == 0);
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        {
            const AskedAtCheckpoints inner([] {});
            checkpoint();
        }
        CHECK(asked == 0);
        checkpoint();
        checkpoint();
        CHECK(asked == 1);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    checkpoint();
    CHECK(asked == 1);
}

TEST_CASE("work on a single long text can be stopped from within") {
    for (const bool paragraphs : {false, true}) {
        const std::string text = long_text(paragraphs);
        CHECK(stops([&] { (void)split_sentences(text); }));
        CHECK(stops([&] { (void)find_entities(text); }));
        CHECK(stops([&] { TokenizedText().assign(text); }));
        CHECK(stops([&] { (void)summarize(text, SummaryOptions{}); }));
        CHECK(stops([&] { (void)compare(text, text, ShingleSpec{}); }));
    }
}

TEST_CASE("who polls can stop a call in the midst of a chunk, on any number of threads") {
    for (const std::size_t threads : {1, 2, 5}) {
        std::atomic<int> rounds = 0;
        const Control control{threads, [](std::string_view, std::size_t, std::size_t) { throw Stop{}; }};
        const auto forever = [&](Chunk, std::size_t) {
            for (;;) {
                ++rounds;
                checkpoint();
            }
        };
        CHECK_THROWS_AS(parallel_chunks(control, "stage", chunks_of(5, 1), forever), Stop);
        CHECK(rounds > 0);
    }
}
