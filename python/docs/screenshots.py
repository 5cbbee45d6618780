"""Take the pictures of the documentation: every view, in light and dark, of texts that ship inside.

Needs Playwright, a Chromium and Pillow: ``python screenshots.py [/usr/bin/chromium]``.
"""

import io
import json
import sys
import tempfile
import warnings
from importlib import resources
from pathlib import Path
from typing import Any

import twicetold as tt
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent / "images"


def views() -> dict[str, str]:
    """Return the views as pages, and the review page, by the pictures' names."""
    sample = resources.files("twicetold").joinpath("data/sample.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in sample.splitlines()]
    texts = [row["text"] for row in rows]
    warnings.simplefilter("ignore", tt.DataWarning)
    found = tt.find_duplicates(texts, shingle="word:3", threshold=0.5, floor=0.2)
    article = max((text for text in texts if text.isascii()), key=len)
    results: dict[str, Any] = {
        "duplicates": found,
        "evidence": found.explain(2),
        "thresholds": tt.thresholds(texts, shingle="word:3", thresholds=[0.4, 0.6, 0.8]),
        "summary": tt.summarize(article),
        "summaries": tt.summarize(texts, sentences=1),
        "story": tt.stories(rows, title="title", time="time", source="source")[0],
    }
    pages = {name: f"<!doctype html><meta charset=utf-8>{result._repr_html_()}" for name, result in results.items()}
    return {**pages, "review": found.report(title="Sample of news")}


def take(browser: Browser, name: str, html: str, scheme: Any) -> None:
    """Write one picture."""
    review = name == "review"
    size: Any = {"width": 1200, "height": 720} if review else {"width": 920, "height": 200}
    page = browser.new_page(viewport=size, color_scheme=scheme)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        if review:
            for key in ("Shift+K", "d", "u"):
                page.keyboard.press(key)
        target = IMAGES / f"{name}-{scheme}.png"
        picture = page.screenshot() if review else page.locator(".tt").first.screenshot()
        # A palette of 128 colours is enough for text and a third of the size.
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(128).save(target, optimize=True)
    page.close()


def main() -> None:
    """Take all pictures."""
    IMAGES.mkdir(exist_ok=True)
    pages = views()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=sys.argv[1] if len(sys.argv) > 1 else None, args=["--no-sandbox"]
        )
        for name, html in pages.items():
            for scheme in ("light", "dark"):
                take(browser, name, html, scheme)
        browser.close()


if __name__ == "__main__":
    main()
