#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/summary/select.hpp"
#include "twicetold/summary/values.hpp"

namespace twicetold {

/// A published way to rank sentences that users ask for by name (METHODS.md section 3, "Named methods").
struct Method {
    std::string_view name;
    /// The values of the sentences, which may refer to `ranked` and what is in it. At least 0.
    std::unique_ptr<SentenceValues> (*values)(const RankedTexts& ranked);
};

/// All of them. The file of each is summary/methods/<name>.hpp; METHODS.md says when to use which, with figures.
[[nodiscard]] std::span<const Method> named_methods();

/// The method of this name; none for "auto", which is no named one. Throws std::invalid_argument for any other.
[[nodiscard]] const Method* find_method(std::string_view name);

}  // namespace twicetold
