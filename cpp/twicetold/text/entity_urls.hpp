#pragma once

#include <cstddef>
#include <string_view>

#include "twicetold/base/span.hpp"

namespace twicetold {

/// A host name: labels of letters, digits and hyphens with full stops between, of any script.
struct Domain {
    std::size_t end = 0;
    unsigned labels = 0;
    Span last;           // the last label
    bool glued = false;  // a capitalised word follows behind a full stop: "example.org.Then"
};

/// The host name at byte `at`; no labels: there is none. Looks about 300 bytes ahead.
[[nodiscard]] Domain read_domain(std::string_view text, std::size_t at);

/// Whether a label is what a host name ends with: "com", "рф", "xn--p1ai".
[[nodiscard]] bool may_end_domain(std::string_view label);

/// Where the URL with its host at byte `host` ends: before what no URL has, before a
/// closing bracket without its opening one, and before punctuation that ends it. O(its size).
[[nodiscard]] std::size_t url_end(std::string_view text, std::size_t host);

/// The length of the scheme that ends before the colon at byte `colon`: "http", "https", "ftp" and their like. 0: none.
[[nodiscard]] std::size_t scheme_before(std::string_view text, std::size_t colon);

}  // namespace twicetold
