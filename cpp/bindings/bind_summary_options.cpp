#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bindings.hpp"
#include "summary_options.hpp"
#include "texts.hpp"
#include "twicetold/summary/methods.hpp"
#include "twicetold/summary/summarize.hpp"

namespace twicetold::bindings {

namespace {

using Frequencies = std::shared_ptr<DocumentFrequencies>;

std::shared_ptr<const WordSet> word_set_of(const std::vector<std::string>& words) {
    const std::vector<std::string_view> views(words.begin(), words.end());
    return words.empty() ? nullptr : std::make_shared<const WordSet>(views);
}

py::tuple state_of(const DocumentFrequencies& frequencies) {
    std::vector<std::uint64_t> terms;
    std::vector<std::uint64_t> counts;
    for (const DocumentFrequencies::Entry& entry : frequencies.entries()) {
        terms.push_back(entry.term);
        counts.push_back(entry.sentences);
    }
    return py::make_tuple(to_numpy(std::move(terms)), to_numpy(std::move(counts)), frequencies.sentences());
}

Frequencies from_state(const py::tuple& state) {
    const auto terms = state[0].cast<Array<std::uint64_t>>();
    const auto counts = state[1].cast<Array<std::uint64_t>>();
    std::vector<DocumentFrequencies::Entry> entries;
    for (py::ssize_t k = 0; k < std::min(terms.size(), counts.size()); ++k) {
        entries.push_back({terms.at(k), counts.at(k)});
    }
    return std::make_shared<DocumentFrequencies>(std::move(entries), state[2].cast<std::uint64_t>());
}

void bind_document_frequencies(py::module_& m) {
    py::class_<DocumentFrequencies, Frequencies>(m, "DocumentFrequencies")
        .def_property_readonly("sentences", &DocumentFrequencies::sentences)
        .def("__len__", [](const DocumentFrequencies& frequencies) { return frequencies.entries().size(); })
        .def(py::pickle(&state_of, &from_state));
    m.def(
        "document_frequencies",
        [](const TextSource& texts, const std::string& language, const std::vector<std::string>& stop_words,
           std::ptrdiff_t threads, const py::object& progress) {
            const Control control = control_of(threads, progress);
            const auto own = word_set_of(stop_words);
            return without_gil([&] {
                return std::make_shared<DocumentFrequencies>(
                    count_document_frequencies(texts, {language, own.get()}, control));
            });
        },
        py::arg("texts"), py::arg("language"), py::arg("stop_words"), py::arg("threads"), py::arg("progress"));
}

}  // namespace

Budget budget_of(const std::string& unit, double amount) {
    if (unit == "ratio") {
        return Budget::of_ratio(amount);
    }
    const auto most = static_cast<std::int64_t>(amount);
    return unit == "words"   ? Budget::of_words(most)
           : unit == "chars" ? Budget::of_chars(most)
                             : Budget::of_sentences(most);
}

void bind_summary_options(py::module_& m) {
    bind_document_frequencies(m);
    py::class_<SummaryOptions>(m, "SummaryOptions")
        .def(py::init([](const std::string& unit, double amount, const std::string& method, std::optional<double> lead,
                         const std::string& language, std::optional<double> mmr, const std::string& query,
                         double weight, const std::vector<std::string>& stop_words, Frequencies background) {
                 SummaryOptions options;
                 options.budget = budget_of(unit, amount);
                 options.method = method;
                 options.lead = lead;
                 options.mmr = mmr;
                 options.language = language;
                 options.query = query;
                 options.weight = weight;
                 options.stop_words = word_set_of(stop_words);
                 options.background = std::move(background);
                 check_options(options);
                 return options;
             }),
             py::arg("unit"), py::arg("amount"), py::arg("method"), py::arg("lead"), py::arg("language"),
             py::arg("mmr"), py::arg("query"), py::arg("weight"), py::arg("stop_words"), py::arg("background"))
        .def_readonly("query", &SummaryOptions::query);
    py::tuple names(named_methods().size());
    for (std::size_t k = 0; k < names.size(); ++k) {
        names[k] = to_str(named_methods()[k].name);
    }
    m.attr("named_methods") = names;
}

}  // namespace twicetold::bindings
