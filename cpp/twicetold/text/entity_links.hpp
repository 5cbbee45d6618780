#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/text/entities.hpp"

namespace twicetold {

/// Finds the URLs, e-mail addresses, handles, hashtags and file names of a text, in order. One pass: O(bytes).
class Links {
  public:
    explicit Links(std::string_view text) : text_(text) {}

    [[nodiscard]] std::optional<Entity> next();

  private:
    /// What starts at or around the sign at `at_`. What finds nothing may move `at_` on.
    std::optional<Entity> read();
    std::optional<Entity> read_colon();
    std::optional<Entity> read_at_sign(std::size_t sign_size);
    std::optional<Entity> read_hash(std::size_t sign_size);
    std::optional<Entity> read_name();

    [[nodiscard]] Span email_around(std::size_t sign, std::size_t domain_begin) const;

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t floor_ = 0;  // where the last entity ends
    Pace pace_;
};

}  // namespace twicetold
