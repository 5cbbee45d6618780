#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "twicetold/base/hash.hpp"

namespace twicetold {

/// Contents that a thread met lately. Rows come to it in rising order, so a row of known content is not the first of
/// its node, and nobody reads what would be kept of it.
class RecentContents {
  public:
    /// Whether the content is known; it is from now on, until another takes its place.
    bool add(Hash128 identity) { return std::exchange(places_[identity.low % places_.size()], identity) == identity; }

  private:
    std::vector<Hash128> places_ = std::vector<Hash128>(1024);
};

}  // namespace twicetold
