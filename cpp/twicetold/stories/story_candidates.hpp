#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/stories/average_link.hpp"
#include "twicetold/stories/story_weights.hpp"

namespace twicetold {

constexpr std::uint32_t unknown_language = 0;

/// What is known of the texts beside their words. Each is empty or has one entry a text.
struct StoryFacts {
    std::span<const double> days;              // when it appeared; what is not finite is not known
    std::span<const std::uint32_t> languages;  // equal numbers: the same language; unknown_language may be any
};

/// What a similarity is multiplied by for texts that appeared on days `a` and `b`: 1 up to three days, then falling by
/// exp(-1) every 30 days; 1 if one is not finite.
[[nodiscard]] double date_factor(double a, double b);

/// The edges on which texts are grouped (METHODS.md section 5, steps 3 and 6): pairs of texts that share one of the 40
/// heaviest terms (of 2 ≤ df ≤ 100) of both, and whose cosine times date_factor is at least threshold / 2; never
/// texts of two known languages. `left < right`, by (left, right).
///
/// O(n · (100 · rare entries + candidates · common entries) of a text), on control.threads threads; at most 3,960
/// candidates a text, of which each thread holds those of at most 1,024 texts at a time (32 bytes each, 48 while they
/// are collected). A posting and its place take 20 bytes a rare entry.
[[nodiscard]] std::vector<SimilarityEdge> story_candidates(const StoryVectors& vectors, double threshold,
                                                           const StoryFacts& facts = {}, const Control& control = {});

}  // namespace twicetold
