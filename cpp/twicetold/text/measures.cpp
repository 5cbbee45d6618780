#include "twicetold/text/measures.hpp"

#include <string>

#include "twicetold/text/utf8.hpp"

namespace twicetold {

std::vector<std::uint8_t> missing_rows(const TextSource& texts) {
    std::vector<std::uint8_t> missing(texts.size());
    for (std::size_t row = 0; row < texts.size(); ++row) {
        missing[row] = texts.missing(row);
    }
    return missing;
}

std::vector<std::int64_t> code_points(const TextSource& texts) {
    std::vector<std::int64_t> counts(texts.size());
    std::string buffer;
    for (std::size_t row = 0; row < texts.size(); ++row) {
        counts[row] = static_cast<std::int64_t>(count_code_points(texts.text(row, buffer)));
    }
    return counts;
}

}  // namespace twicetold
