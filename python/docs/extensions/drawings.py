"""The directive `drawing`: a picture written into the page, so that it takes the colours of the light or dark theme.

Its argument is an SVG file of the folder `images`, or the name of a plot below, which is drawn when the pages are
built; its content is the caption.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

IMAGES = Path(__file__).resolve().parent.parent / "images"

# Drawn in these colours and written in those of the theme.
THEME = {"#111111": "currentColor", "#222222": "var(--pst-color-primary)", "#333333": "var(--pst-color-text-muted)"}
TEXT, ACCENT, MUTED = THEME


def banding(axes: Any) -> None:
    """Draw how likely two texts share a band, for the bands chosen at three thresholds."""
    similarity = np.linspace(0, 1, 401)
    for threshold, style in ((0.5, ":"), (0.8, "-"), (0.9, "--")):
        rows = max(r for r in range(1, 129) if 1 - (1 - threshold**r) ** (128 // r) >= 0.999)
        bands = 128 // rows
        axes.plot(similarity, 1 - (1 - similarity**rows) ** bands, style, color=ACCENT, linewidth=2,
                  label=f"{threshold}: {bands} bands of {rows} slots")  # fmt: skip
        axes.axvline(threshold, color=MUTED, linewidth=0.8, linestyle=style)
    axes.set(
        xlabel="Jaccard similarity of two texts", ylabel="chance to become candidates", xlim=(0, 1), ylim=(0, 1.02)
    )
    axes.figure.legend(frameon=False, loc="outside upper center", ncols=3, labelcolor=TEXT, fontsize=9.5)


def halving(axes: Any) -> None:
    """Draw what a term is still worth after each sentence that told it, and how position counts."""
    position = np.arange(40)
    for lead, style in ((0, ":"), (0.5, "-"), (1, "--")):
        prior = 1 - lead + lead * np.exp(-position / max(5, 0.3 * len(position)))
        axes.plot(position, prior, style, color=ACCENT, linewidth=2, label=f"lead={lead:g}")
    axes.set(xlabel="sentences before it, of 40", ylabel="weight of its position", xlim=(0, 39), ylim=(0, 1.05))
    axes.legend(frameon=False, labelcolor=TEXT)


PLOTS: dict[str, Callable[[Any], None]] = {"banding": banding, "position": halving}


def _plotted(draw: Callable[[Any], None]) -> str:
    settings = {
        "svg.fonttype": "none", "svg.hashsalt": draw.__name__, "font.family": "sans-serif", "font.size": 11,
        "text.color": TEXT, "axes.labelcolor": TEXT, "axes.edgecolor": MUTED, "xtick.color": TEXT, "ytick.color": TEXT,
        "axes.spines.top": False, "axes.spines.right": False,
    }  # fmt: skip
    with mpl.rc_context(settings):
        figure, axes = plt.subplots(figsize=(7.2, 3.6), layout="constrained")
        draw(axes)
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
        plt.close(figure)
    picture = file.getvalue()
    for colour, name in THEME.items():
        picture = picture.replace(colour, name)
    return re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px; font-family: inherit", picture)


class Drawing(SphinxDirective):
    """`drawing:: name`, with the caption as content."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a figure."""
        name = self.arguments[0]
        if name in PLOTS:
            svg = _plotted(PLOTS[name])
            self.env.note_dependency(__file__)
        else:
            svg = (IMAGES / name).read_text(encoding="utf-8")
            self.env.note_dependency(str(IMAGES / name))
        caption = nodes.caption()
        caption += self.parse_inline(" ".join(self.content))[0]
        picture = nodes.raw("", svg[svg.index("<svg") :], format="html")
        return [nodes.figure("", picture, caption, classes=["drawing"])]


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the directive."""
    mpl.use("svg")
    app.add_directive("drawing", Drawing)
    return {"parallel_read_safe": True}
