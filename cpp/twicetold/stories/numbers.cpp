#include "twicetold/stories/numbers.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

#include "twicetold/text/entity_digits.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

namespace twicetold {

namespace {

/// 0 to 9 of a decimal digit: Unicode has them in rows of ten, each from 0 on.
[[nodiscard]] char ascii_digit(char32_t digit) {
    if (digit <= U'9') {
        return static_cast<char>(digit);
    }
    char32_t before = digit;
    while (unicode::is(before - 1, unicode::decimal)) {
        --before;
    }
    return static_cast<char>('0' + (digit - before) % 10);
}

/// The decimals of ¼, ½ and ¾; "" of others.
[[nodiscard]] std::string_view decimals_of(char32_t fraction) {
    return fraction == U'\u00BC' ? "25" : fraction == U'\u00BD' ? "5" : fraction == U'\u00BE' ? "75" : "";
}

[[nodiscard]] std::string digits_of(std::string_view text, const DigitGroup& group) {
    std::string digits;
    for (std::size_t at = group.begin; at < group.end;) {
        const Decoded decoded = decode_utf8(text, at);
        digits.push_back(ascii_digit(decoded.code_point));
        at += decoded.size;
    }
    return digits;
}

[[nodiscard]] std::string without_zeros_in_front(std::string digits) {
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return digits;
}

[[nodiscard]] std::string value_of(const std::string& whole, std::string decimals) {
    decimals.erase(decimals.find_last_not_of('0') + 1);
    const std::string value = without_zeros_in_front(whole);
    return decimals.empty() ? value : value + '.' + decimals;
}

/// Whether the last of the groups are decimals: "1.5", "1,234.50", but not "1,234".
[[nodiscard]] bool ends_in_decimals(std::string_view text, std::span<const DigitGroup> groups) {
    const char32_t mark = groups.back().sign;
    const bool decimal_mark = mark == U'.' || mark == U',' || mark == U'\u066B';
    if (groups.size() > 2) {
        return decimal_mark && mark != groups[1].sign;
    }
    const bool groups_thousands = mark != U'\u066B' && groups.back().digits == 3 && groups.front().digits <= 3 &&
                                  digits_of(text, groups.front()).front() != '0';
    return groups.size() == 2 && decimal_mark && !groups_thousands;
}

/// "1.234.567", but not "1.2.3" and "5.12.2031".
[[nodiscard]] bool are_thousands(std::span<const DigitGroup> groups) {
    return groups.front().digits <= 3 &&
           std::all_of(groups.begin() + 1, groups.end(), [](const DigitGroup& group) { return group.digits == 3; });
}

class Numbers {
  public:
    Numbers(std::string_view text, std::vector<NumberAt>& found) : text_(text), found_(found) {}

    void read() {
        for (std::size_t at = 0; at < text_.size();) {
            const Decoded glyph = decode_utf8(text_, at);
            if (unicode::is(glyph.code_point, unicode::decimal)) {
                at = read_from_digit(at);
            } else {
                if (const std::string_view decimals = decimals_of(glyph.code_point); !decimals.empty()) {
                    put({at, at + glyph.size}, "0", decimals);
                }
                at += glyph.size;
            }
        }
    }

  private:
    /// Returns where to go on.
    std::size_t read_from_digit(std::size_t at) {
        read_digit_groups(text_, at, groups_);
        const std::size_t end = groups_.back().end;
        if (groups_.size() == 1) {
            return read_simple(end);
        }
        const bool only_stops =
            std::all_of(groups_.begin() + 1, groups_.end(), [](const DigitGroup& group) { return group.sign == U'.'; });
        if (!are_one_number(groups_)) {
            put_each();
        } else if (only_stops && groups_.size() > 2 && !are_thousands(groups_)) {
            put_version();
        } else {
            const std::size_t decimals = ends_in_decimals(text_, groups_);
            const auto whole = std::span(groups_).first(groups_.size() - decimals);
            put({at, end}, joined(whole), decimals != 0 ? digits_of(text_, groups_.back()) : "");
        }
        return end;
    }

    /// Digits without a mark, or parted by ":", or with a fraction behind them.
    std::size_t read_simple(std::size_t end) {
        const DigitGroup first = groups_.front();
        const std::string whole = digits_of(text_, first);
        std::string decimals;
        while (end + 1 < text_.size() && text_[end] == ':' && is_digit(end + 1)) {
            read_digit_groups(text_, end + 1, groups_);
            decimals += digits_of(text_, groups_.front());
            end = groups_.front().end;
        }
        if (decimals.empty() && end < text_.size()) {
            const Decoded glyph = decode_utf8(text_, end);
            decimals = decimals_of(glyph.code_point);
            end += decimals.empty() ? 0 : glyph.size;
        }
        put({first.begin, end}, whole, decimals);
        return end;
    }

    [[nodiscard]] bool is_digit(std::size_t at) const {
        return unicode::is(decode_utf8(text_, at).code_point, unicode::decimal);
    }

    [[nodiscard]] std::string joined(std::span<const DigitGroup> groups) const {
        std::string digits;
        for (const DigitGroup& group : groups) {
            digits += digits_of(text_, group);
        }
        return digits;
    }

    void put_each() {
        for (const DigitGroup& group : groups_) {
            put({group.begin, group.end}, digits_of(text_, group), "");
        }
    }

    void put_version() {
        std::string value;
        for (const DigitGroup& group : groups_) {
            value += (value.empty() ? "" : ".") + without_zeros_in_front(digits_of(text_, group));
        }
        found_.push_back({{groups_.front().begin, groups_.back().end}, value});
    }

    void put(Span span, const std::string& whole, std::string_view decimals) {
        found_.push_back({span, value_of(whole, std::string(decimals))});
    }

    std::string_view text_;
    std::vector<NumberAt>& found_;
    std::vector<DigitGroup> groups_;
};

}  // namespace

void read_numbers(std::string_view text, std::vector<NumberAt>& numbers) {
    numbers.clear();
    Numbers(text, numbers).read();
}

}  // namespace twicetold
