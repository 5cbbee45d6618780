"""twicetold: near-duplicate texts found and explained, each story told once.

>>> import twicetold as tt
>>> tt.drop_duplicates(["To be or not to be", "to be, or not to be!", "That is the question"], shingle="char:4")
['To be or not to be', 'That is the question']
"""

from twicetold._core import __version__
from twicetold.arrow import ArrowColumn
from twicetold.document_frequencies import DocumentFrequencies, document_frequencies
from twicetold.duplicates import Duplicates, Group, drop_duplicates, find_duplicates
from twicetold.entities import Entity, entities
from twicetold.errors import DataWarning
from twicetold.evidence import Bands, Evidence, Passage, compare
from twicetold.leaks import Leaks, find_leaks
from twicetold.rouge import rouge
from twicetold.scores import Interval, Scores
from twicetold.sentences import Sentence, sentences
from twicetold.sketch import bands, representatives, shingles, sketch
from twicetold.stories import Stories, stories
from twicetold.story_results import Difference, Member, Story, Support, SupportedSentence, Version
from twicetold.strip_repeats import Repeat, Stripped, strip_repeats
from twicetold.summaries import summarize, summarize_together
from twicetold.summary_results import Summaries, Summary, SummarySentence
from twicetold.thresholds import SamplePair, Threshold, Thresholds, thresholds
from twicetold.tokens import Folded, Token, fold, tokens

#: Format numbers: they change whenever sketches and shingle hashes do, with a line in the changelog.
FORMAT = {"sketch": 1, "index": 1}

__all__ = [
    "FORMAT",
    "ArrowColumn",
    "Bands",
    "DataWarning",
    "Difference",
    "DocumentFrequencies",
    "Duplicates",
    "Entity",
    "Evidence",
    "Folded",
    "Group",
    "Interval",
    "Leaks",
    "Member",
    "Passage",
    "Repeat",
    "SamplePair",
    "Scores",
    "Sentence",
    "Stories",
    "Story",
    "Stripped",
    "Summaries",
    "Summary",
    "SummarySentence",
    "Support",
    "SupportedSentence",
    "Threshold",
    "Thresholds",
    "Token",
    "Version",
    "__version__",
    "bands",
    "compare",
    "document_frequencies",
    "drop_duplicates",
    "entities",
    "find_duplicates",
    "find_leaks",
    "fold",
    "representatives",
    "rouge",
    "sentences",
    "shingles",
    "sketch",
    "stories",
    "strip_repeats",
    "summarize",
    "summarize_together",
    "thresholds",
    "tokens",
]
