"""Ctrl-C in the middle of every long call: it returns at once, and the library goes on working."""

import signal
import subprocess
import sys
import time

import pytest

# What runs long enough that a signal after 0.4 s meets it in the midst of its work.
SETUP = """
import signal, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np
import twicetold as tt
random = np.random.default_rng(1)
words = [f"word{k}" for k in range(3000)]
def text(size):
    return " ".join(words[k] + (". " if k % 9 == 0 else "") for k in random.integers(3000, size=size))
some = [text(300) for _ in range(1000)]
many = [own + str(k) for k in range(60) for own in some]
"""
CALLS = {
    "find_duplicates": "tt.find_duplicates(many, shingle='char:9', threads={threads})",
    "exact": "tt.find_duplicates(many, shingle='word:1', threshold=.3, method='exact', threads={threads})",
    "containment": "tt.find_duplicates(many, shingle='word:1', measure='containment', threshold=.3, threads={threads})",
    "find_leaks": "tt.find_leaks(many[:30000], many[30000:], shingle='word:2', threads={threads})",
    "strip_repeats": "tt.strip_repeats(many * 3, unit='sentence', threads={threads})",
    "summarize": "tt.summarize(many, threads={threads})",
    "stories": "tt.stories(many, threads={threads})",
    "tokens": "tt.tokens(many, threads={threads})",
    "sketch": "tt.sketch(many * 3, shingle='char:9', slots=256, threads={threads})",
}
# The child says when it starts, and how long after the signal the call came back.
RUN = """
from time import perf_counter
def late(*_):
    global at
    at = perf_counter()
    raise KeyboardInterrupt
signal.signal(signal.SIGINT, late)
print("start", flush=True)
try:
    while True:
        {call}
except KeyboardInterrupt:
    back = perf_counter() - at
assert tt.find_duplicates(["a b", "A b"], shingle="word:1").keep_mask.tolist() == [True, False]
print(back)
"""


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("name", CALLS)
def test_ctrl_c_ends_a_long_call_and_the_library_goes_on(name: str, threads: int) -> None:
    code = SETUP + RUN.format(call=CALLS[name].format(threads=threads))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "start\n"
        time.sleep(0.4)
        sent = time.perf_counter()
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=60)
        took = time.perf_counter() - sent
    assert child.returncode == 0
    assert float(out) < 0.1  # from the handler, which runs at the next look for signals
    assert took < 2  # with the look and the end of the child; on a busy machine
