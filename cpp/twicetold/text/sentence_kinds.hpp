#pragma once

#include <cstddef>
#include <string_view>

namespace twicetold {

/// Whether a sentence is only links, handles, hashtags, signs or a date: nothing that tells something. With
/// `may_link` false the caller knows that no link, handle or hashtag is in it.
[[nodiscard]] bool is_fragment(std::string_view sentence, bool may_link);

/// Where the run of links, handles and hashtags begins that ends `sentence`, a tweet; its size if it is none.
[[nodiscard]] std::size_t tweet_tail(std::string_view sentence);

/// Whether a line that is one sentence reads as a headline: no closing mark, not long.
[[nodiscard]] bool is_headline(std::string_view line);

}  // namespace twicetold
