#pragma once

#include <cstddef>
#include <string_view>

namespace twicetold {

/// The date at the start of a text, as headers give it: "date 2021-03-04", "Monday, May 3, 2021",
/// "4.3.2021 14:05".
struct LeadingDate {
    std::size_t size = 0;  // bytes; 0: there is none
    bool header = false;   // has a label, a weekday or a time: it stands for itself even before text
};

/// Looks a bounded number of bytes ahead.
[[nodiscard]] LeadingDate leading_date(std::string_view text);

/// Whether `line` is nothing but a date.
[[nodiscard]] bool is_date_line(std::string_view line);

/// Whether the number at `number` is the year, month or day of a date as Koreans write it: "2021. 5. 3.".
[[nodiscard]] bool is_part_of_spaced_date(std::string_view text, std::size_t number);

}  // namespace twicetold
