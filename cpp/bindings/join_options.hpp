#pragma once

// What searches for pairs have in common: their options, and what they cost.

#include <pybind11/pybind11.h>

#include <stdexcept>
#include <string>

#include "twicetold/dedup/duplicates.hpp"

namespace twicetold::bindings {

namespace py = pybind11;

inline JoinMethod method_of(const std::string& name) {
    if (name != "minhash" && name != "exact") {
        throw std::invalid_argument("method must be 'minhash' or 'exact', got '" + name + "'");
    }
    return name == "exact" ? JoinMethod::exact : JoinMethod::minhash;
}

inline Measure measure_of(const std::string& name) {
    if (name != "jaccard" && name != "containment") {
        throw std::invalid_argument("measure must be 'jaccard' or 'containment', got '" + name + "'");
    }
    return name == "containment" ? Measure::containment : Measure::jaccard;
}

inline py::dict cost_of(const JoinCost& cost) {
    py::dict seconds;
    for (const auto& [stage, time] : cost.seconds.stages()) {
        seconds[py::str(stage.data(), stage.size())] = time;
    }
    py::dict dict;
    dict["bands"] = cost.banding.count;
    dict["slots_per_band"] = cost.banding.rows;
    dict["candidates"] = cost.candidates;
    dict["largest_bucket"] = cost.largest_bucket;
    dict["bucket_limit"] = cost.bucket_limit;
    dict["crowded_buckets"] = cost.crowded_buckets;
    dict["bounded_lookups"] = cost.bounded_lookups;
    dict["seconds"] = seconds;
    return dict;
}

}  // namespace twicetold::bindings
