#pragma once

#include <cstddef>
#include <string_view>

namespace twicetold {

/// Bytes at the start of a sentence that stand for themselves although no mark closes them: a date header, a rule of
/// signs ("--"), a link before other text, "Dear Ann,", "Best regards,". 0: none. Looks a bounded number of bytes
/// ahead.
[[nodiscard]] std::size_t leading_header(std::string_view sentence);

/// Whether `colon` is that of the time in a mail header, "Ann Lee 05/03/2021 10:15 AM". `begin` gets where the date
/// starts, the return value is where the time ends; 0: it is something else.
[[nodiscard]] std::size_t header_time_end(std::string_view text, std::size_t sentence_begin, std::size_t colon,
                                          std::size_t& begin);

/// Whether `text` is a name or address as mail headers give them: few words, none of them small.
[[nodiscard]] bool is_bare_name(std::string_view text);

}  // namespace twicetold
