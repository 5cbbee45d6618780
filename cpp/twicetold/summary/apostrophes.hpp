#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "twicetold/base/span.hpp"

namespace twicetold {

constexpr std::string_view curly_apostrophe = "\xE2\x80\x99";  // U+2019

[[nodiscard]] inline bool has_curly_apostrophe(std::string_view text) {
    return text.find(curly_apostrophe) != std::string_view::npos;
}

/// `token` with U+2019 read as an apostrophe, so that "don\u2019t" is the word "don't": itself if it has none, else
/// a copy in `buffer`. At least 16 more bytes can be read behind the result if they can behind `token` (hash_token).
[[nodiscard]] inline std::string_view with_plain_apostrophes(std::string_view token, std::string& buffer) {
    std::size_t at = token.find(curly_apostrophe);
    if (at == std::string_view::npos) {
        return token;
    }
    buffer.clear();
    std::size_t from = 0;
    for (; at != std::string_view::npos; at = token.find(curly_apostrophe, from)) {
        buffer.append(token, from, at - from).push_back('\'');
        from = at + curly_apostrophe.size();
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
        next_ = folded_.find(curly_apostrophe);
    }

    [[nodiscard]] bool in(Span token) {
        while (next_ < token.begin) {
            next_ = folded_.find(curly_apostrophe, next_ + curly_apostrophe.size());
        }
        return next_ < token.end;
    }

  private:
    std::string_view folded_;
    std::size_t next_ = std::string_view::npos;
};

}  // namespace twicetold
