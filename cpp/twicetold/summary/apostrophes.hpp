#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "twicetold/base/span.hpp"

namespace twicetold {

/// `token` with U+2019 read as an apostrophe, so that "don\u2019t" is the word "don't": itself if it has none, else
/// a copy in `buffer`. At least 16 more bytes can be read behind the result if they can behind `token` (hash_token).
[[nodiscard]] inline std::string_view with_plain_apostrophes(std::string_view token, std::string& buffer) {
    constexpr std::string_view curly = "\xE2\x80\x99";
    std::size_t at = token.find(curly);
    if (at == std::string_view::npos) {
        return token;
    }
    buffer.clear();
    std::size_t from = 0;
    for (; at != std::string_view::npos; at = token.find(curly, from)) {
        buffer.append(token, from, at - from).push_back('\'');
        from = at + curly.size();
    }
    buffer.append(token, from);
    const std::size_t size = buffer.size();
    buffer.append(16, '\0');
    return std::string_view(buffer).substr(0, size);
}

/// Tells which tokens of a folded text have a U+2019; asked for them in their order. O(bytes) for all.
class CurlyApostrophes {
  public:
    void start(std::string_view folded) {
        folded_ = folded;
        next_ = folded_.find(curly);
    }

    [[nodiscard]] bool in(Span token) {
        while (next_ < token.begin) {
            next_ = folded_.find(curly, next_ + curly.size());
        }
        return next_ < token.end;
    }

  private:
    static constexpr std::string_view curly = "\xE2\x80\x99";

    std::string_view folded_;
    std::size_t next_ = std::string_view::npos;
};

}  // namespace twicetold
