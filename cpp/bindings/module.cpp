#include "bindings.hpp"

PYBIND11_MODULE(_core, m) {
    using namespace twicetold::bindings;
    m.doc() = "The compiled core of twicetold: private, use the package.";
    m.attr("__version__") = TWICETOLD_VERSION;
    bind_texts(m);
    bind_tokens(m);
    bind_sentences(m);
    bind_text_tables(m);
    bind_entities(m);
    bind_sketch(m);
    bind_groups(m);
    bind_duplicates(m);
    bind_leaks(m);
    bind_evidence(m);
    bind_strip_repeats(m);
    bind_summarize(m);
    bind_stories(m);
    bind_support(m);
    bind_differences(m);
    bind_rouge(m);
}
