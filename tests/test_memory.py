"""Issue 5, "Done when": the memory that a search takes beside its texts, measured in a process of its own."""

import subprocess
import sys

import pytest

# On Linux ru_maxrss counts in kilobytes.
SEARCH = """
import random, resource, sys, warnings
import twicetold as tt

warnings.simplefilter("ignore")
kind, n = sys.argv[1], int(sys.argv[2])
rng = random.Random(0)
if kind == "corpus":  # of which a third are near copies
    texts = []
    for k in range(n):
        own = [f"w{rng.randrange(50_000)}" for _ in range(100)] if k % 3 < 2 else texts[-2].split()
        own[rng.randrange(100)] = "changed"
        texts.append(" ".join(own))
else:
    shared = " ".join(f"w{k}" for k in range(150))
    texts = [f"{shared} own{k} name{k}" for k in range(n)]
tt.find_duplicates(texts[:10])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = tt.find_duplicates(texts, progress=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, len(found.pairs))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory was used")
@pytest.mark.parametrize(("kind", "n"), [("corpus", 60_000), ("template", 60_000)])
def test_a_search_takes_a_kilobyte_a_text_and_forty_bytes_a_pair(kind: str, n: int) -> None:
    done = subprocess.run([sys.executable, "-c", SEARCH, kind, str(n)], capture_output=True, text=True, check=True)
    kilobytes, pairs = map(int, done.stdout.split())
    assert pairs > n // 4
    assert kilobytes * 1024 <= 1000 * n + 40 * pairs + 64e6
