#include "twicetold/dedup/passage_cuts.hpp"

#include "twicetold/text/sentence_glyphs.hpp"

namespace twicetold {

namespace {

bool is_line_break(const Glyph& glyph) {
    return glyph == U'\n' || glyph == U'\r';
}

/// `at`, or, if only white space lies between, the start of its line.
std::size_t begin_with_indentation(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    for (Glyph glyph = glyph_before(text, begin); begin > 0; glyph = glyph_before(text, begin)) {
        if (is_line_break(glyph)) {
            return begin;
        }
        if (!glyph.is(unicode::space)) {
            return at;
        }
        begin -= glyph.size;
    }
    return 0;
}

/// `at`, or, if only white space lies between, the end of its line.
std::size_t end_with_white_space(std::string_view text, std::size_t at) {
    std::size_t end = at;
    for (Glyph glyph = glyph_at(text, end); end < text.size(); glyph = glyph_at(text, end)) {
        if (is_line_break(glyph)) {
            return end;
        }
        if (!glyph.is(unicode::space)) {
            return at;
        }
        end += glyph.size;
    }
    return end;
}

/// How much white space separates: by nothing, by blanks, by a line break or by a blank line.
int strength(std::string_view space) {
    std::size_t breaks = 0;
    for (std::size_t at = space.find_first_of("\r\n"); at < space.size() && breaks < 2;
         at = space.find_first_of("\r\n", at)) {
        at += space.substr(at, 2) == "\r\n" ? 2 : 1;
        ++breaks;
    }
    return space.empty() ? 0 : 1 + static_cast<int>(breaks);
}

class Cutter {
  public:
    Cutter(std::string_view text, std::span<const FatedPassage> passages, std::vector<Span>& cuts)
        : text_(text), passages_(passages), cuts_(cuts) {}

    void run() {
        cuts_.clear();
        for (std::size_t first = next(0, false); first < passages_.size();) {
            const std::size_t last = next(first, true);
            cut_between(first, last);
            first = next(last, false);
        }
    }

  private:
    [[nodiscard]] std::size_t begin(std::size_t k) const {
        return begin_with_indentation(text_, passages_[k].span.begin);
    }
    [[nodiscard]] std::size_t end(std::size_t k) const { return end_with_white_space(text_, passages_[k].span.end); }

    /// The first passage from `k` on that stays, or that does not.
    [[nodiscard]] std::size_t next(std::size_t k, bool stays) const {
        while (k < passages_.size() && (passages_[k].fate == Fate::stays) != stays) {
            ++k;
        }
        return k;
    }

    /// Of the passages [first, last), all between two that stay or an end of the text: takes out those that go, with
    /// what follows them.
    void cut_between(std::size_t first, std::size_t last) {
        const auto goes = [&](std::size_t k) { return passages_[k].fate == Fate::goes; };
        std::size_t first_gone = first;
        std::size_t last_gone = last;
        while (first_gone < last && !goes(first_gone)) {
            ++first_gone;
        }
        if (first_gone == last) {
            return;
        }
        while (!goes(last_gone - 1)) {
            --last_gone;
        }
        cut(first == 0 ? 0 : first_gone, last == passages_.size() ? last : last_gone);
    }

    /// Takes out the passages [first, last); those beside them stay.
    void cut(std::size_t first, std::size_t last) {
        const bool at_start = first == 0;
        const bool at_end = last == passages_.size();
        if (at_start && at_end) {
            cuts_.push_back({0, text_.size()});
        } else if (at_start) {
            cuts_.push_back({begin(first), begin(last)});
        } else if (at_end) {
            cuts_.push_back({end(first - 1), end(last - 1)});
        } else {
            const Span kept = strongest_space(first, last);
            add({end(first - 1), kept.begin});
            add({kept.end, begin(last)});
        }
    }

    /// Of the white space before each of the passages [first, last].
    [[nodiscard]] Span strongest_space(std::size_t first, std::size_t last) const {
        Span best;
        int most = -1;
        for (std::size_t k = first; k <= last; ++k) {
            const Span space{end(k - 1), begin(k)};
            const int own = strength(text_.substr(space.begin, space.size()));
            if (own > most) {
                most = own;
                best = space;
            }
        }
        return best;
    }

    void add(Span span) {
        if (span.size() > 0) {
            cuts_.push_back(span);
        }
    }

    std::string_view text_;
    std::span<const FatedPassage> passages_;
    std::vector<Span>& cuts_;
};

}  // namespace

void cut_passages(std::string_view text, std::span<const FatedPassage> passages, std::vector<Span>& cuts) {
    Cutter(text, passages, cuts).run();
}

}  // namespace twicetold
