#include "twicetold/text/entities.hpp"

#include "twicetold/text/entity_links.hpp"
#include "twicetold/text/entity_numbers.hpp"

namespace twicetold {

std::vector<Entity> find_entities(std::string_view text) {
    std::vector<Entity> found;
    Links links(text);
    std::size_t at = 0;
    for (auto link = links.next(); link; link = links.next()) {
        append_quantities(text.substr(0, link->span.begin), at, found);
        found.push_back(*link);
        at = link->span.end;
    }
    append_quantities(text, at, found);
    return found;
}

}  // namespace twicetold
