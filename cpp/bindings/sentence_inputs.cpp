#include "sentence_inputs.hpp"

#include <stdexcept>
#include <string>

#include "twicetold/text/utf8.hpp"

namespace twicetold::bindings {

namespace {

/// The bytes at which code points begin, asked for in rising order.
class BytePositions {
  public:
    explicit BytePositions(std::string_view text) : text_(text) {}

    std::size_t operator()(std::int64_t code_point) {
        while (at_ < code_point && byte_ < text_.size()) {
            byte_ += decode_utf8(text_, byte_).size;
            ++at_;
        }
        if (at_ != code_point) {
            throw std::out_of_range("presplit must hold spans in order and within the text, got one at " +
                                    std::to_string(code_point));
        }
        return byte_;
    }

  private:
    std::string_view text_;
    std::size_t byte_ = 0;
    std::int64_t at_ = 0;
};

}  // namespace

std::vector<Sentence> sentences_at(std::string_view text, const py::object& spans) {
    if (spans.is_none()) {
        return split_sentences(text);
    }
    const auto offsets = spans.cast<Array<std::int64_t>>();
    BytePositions position(text);
    std::vector<Sentence> sentences;
    for (py::ssize_t row = 0; row < offsets.shape(0); ++row) {
        const std::size_t begin = position(offsets.at(row, 0));
        sentences.push_back({{begin, position(offsets.at(row, 1))}});
    }
    return sentences;
}

KnownVectors::KnownVectors(const py::object& vectors, const py::object& query) {
    if (!vectors.is_none()) {
        vectors_ = vectors.cast<Array<double>>();
        dimensions_ = static_cast<std::size_t>(vectors_.shape(1));
    }
    if (!query.is_none()) {
        query_ = query.cast<Array<double>>();
    }
}

SentenceKnowledge KnownVectors::knowledge() const {
    if (query_.size() > 0 && static_cast<std::size_t>(query_.size()) != dimensions_) {
        throw std::invalid_argument("embeddings must give the query as many numbers as a sentence, got " +
                                    std::to_string(query_.size()) + " and " + std::to_string(dimensions_));
    }
    return {.says_same = {}, .vectors = {view(vectors_), dimensions_}, .query = view(query_)};
}

}  // namespace twicetold::bindings
