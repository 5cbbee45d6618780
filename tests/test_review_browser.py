"""The review page in a real browser: quick, by keyboard, and harmless whatever is in the texts."""

import json
import random
import shutil
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import twicetold as tt
from markup import hostile_texts

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra browser (Playwright)")
CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("needs Debian's chromium", allow_module_level=True)
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]  # Chromium is spoken to by one

GROUPS = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened:
    """A page, with all that it says and asks for while it is open."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.context = browser.new_context(accept_downloads=True, viewport={"width": 1200, "height": 720}, **context)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", self.dismiss)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.uri = path.as_uri()
        start = time.perf_counter()
        self.page.goto(self.uri)
        self.page.wait_for_selector(".option")
        self.seconds = time.perf_counter() - start

    def dismiss(self, dialog: Any) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def text(self, selector: str) -> str:
        return str(self.page.locator(selector).inner_text())

    def exported(self, path: Path) -> dict[str, Any]:
        with self.page.expect_download() as download:
            self.press("e")
        download.value.save_as(path)
        exported: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return exported

    def check_harmless(self) -> None:
        """Nothing was said, nothing was asked for but the page itself (and its export), nothing ran."""
        assert self.said == []
        assert [url for url in self.asked if not url.startswith("blob:")] == [self.uri]
        assert self.page.evaluate("typeof window.ran") == "undefined"

    def close(self) -> None:
        self.context.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[tt.Duplicates, Path]:
    choose = random.Random(7)
    words = [f"word{k}" for k in range(30_000)]
    texts = []
    for _ in range(GROUPS):
        text = choose.choices(words, k=120)
        changed = [*text]
        changed[choose.randrange(120)] = "changed"
        texts += [" ".join(text), " ".join(changed)]
    found = tt.find_duplicates(texts, threshold=0.7)
    assert len(found.groups) == GROUPS
    path = tmp_path_factory.mktemp("many") / "page.html"
    found.report(path)
    return found, path


def test_twenty_thousand_groups_open_and_are_decided_by_keyboard(
    browser: Any, many: tuple[tt.Duplicates, Path], tmp_path: Path
) -> None:
    found, path = many
    opened = min((Opened(browser, path) for _ in range(2)), key=lambda opened: opened.seconds)  # others use the machine
    assert opened.seconds < 3
    assert opened.text("#count") == "20,000 groups"
    assert opened.page.locator(".option").count() < 100  # the others are made when they come into sight
    keys = ["Shift+K", "d", "u", "s", "Shift+K", "d", "j", "k", "Shift+K", "Shift+K", "d", "u"]
    opened.press(*keys)
    assert opened.text("#progress") == "10 of 20,000 pairs decided"
    assert opened.text("#kept") == "Decisions are kept in this browser."
    exported = opened.exported(tmp_path / "review.json")
    opened.check_harmless()
    opened.close()

    decided = ["keep", "drop", "unsure", "swap", "keep", "drop", "keep", "keep", "drop", "unsure"]
    dropped = [next(row for row in group.members if row != group.representative) for group in found.groups[:10]]
    expected = {row: decision for row, decision in zip(dropped, decided, strict=True) if decision != "swap"}
    swapped = found.groups[3]
    expected |= {swapped.representative: "drop", dropped[3]: "keep"}
    assert {entry["row"]: entry["decision"] for entry in exported["decisions"]} == expected

    result = found.apply_review(tmp_path / "review.json")
    kept = [row for row, decision in expected.items() if decision == "keep"]
    assert result.keep_mask[kept].all()
    assert result.duplicate_of[swapped.representative] == dropped[3]
    assert int(result.keep_mask.sum()) == int(found.keep_mask.sum()) + 4


def test_the_list_is_searched_sorted_and_scrolled(browser: Any, many: tuple[tt.Duplicates, Path]) -> None:
    found, path = many
    opened = Opened(browser, path)
    group = found.groups[12_345]
    opened.press("/")
    opened.page.keyboard.type(str(group.representative))
    sync_api.expect(opened.page.locator("#count")).to_contain_text(" of ")
    opened.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "list"
    found_first = opened.page.locator("[aria-selected=true]").inner_text()
    assert found_first.split()[0] == (found._text_of(group.representative) or "").split()[0]
    opened.page.fill("#search", "no such words anywhere")
    opened.page.wait_for_selector("#nothing:not([hidden])")
    opened.page.fill("#search", "")
    sync_api.expect(opened.page.locator("#count")).to_have_text("20,000 groups")
    opened.page.select_option("#sort", "least")
    least = min(float(found.duplicate_similarity[list(group.members)].min()) for group in found.groups)
    opened.page.focus("#list")
    opened.press("Home")
    assert opened.text("#heading") == f"Similarity {least:.3f}"
    opened.press("End")
    assert opened.page.locator("[aria-selected=true]").get_attribute("aria-posinset") == "20000"
    opened.press("ArrowUp", "PageUp")
    active = opened.page.get_attribute("#list", "aria-activedescendant")
    assert opened.page.locator(f"#{active}").is_visible()
    opened.check_harmless()
    opened.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[tt.Duplicates, Path]:
    words = " ".join(f"word{k}" for k in range(60))
    texts = [f"{words} {end}" for end in ("one", "two two", "three three three")]
    found = tt.find_duplicates([*texts, *(text.upper().replace("WORD", "other") for text in texts)], threshold=0.7)
    assert [group.members for group in found.groups] == [(0, 1, 2), (3, 4, 5)]
    path = tmp_path_factory.mktemp("small") / "page.html"
    found.report(path, title="Six texts")
    return found, path


def test_decisions_stay_in_the_browser_and_can_be_opened_again(
    browser: Any, small: tuple[tt.Duplicates, Path], tmp_path: Path
) -> None:
    _, path = small
    opened = Opened(browser, path)
    opened.press("d", "u")
    opened.page.reload()
    assert opened.text("#progress") == "2 of 4 pairs decided"
    exported = opened.exported(tmp_path / "review.json")
    opened.press("Home", "x")
    assert opened.text("#progress") == "1 of 4 pairs decided"
    opened.page.set_input_files("#file", tmp_path / "review.json")
    sync_api.expect(opened.page.locator("#kept")).to_have_text("2 decisions opened.")
    assert opened.exported(tmp_path / "again.json") == exported
    (tmp_path / "other.json").write_text(json.dumps({**exported, "fingerprint": "0"}))
    opened.page.set_input_files("#file", tmp_path / "other.json")
    sync_api.expect(opened.page.locator("#kept")).to_contain_text("not a review")
    by_hand = [
        *exported["decisions"],
        None,
        3,
        {"row": "1"},
        {"row": 1, "decision": "burn"},
        {"row": -1, "decision": "drop"},
    ]
    (tmp_path / "by_hand.json").write_text(json.dumps({**exported, "decisions": by_hand}))
    opened.page.set_input_files("#file", tmp_path / "by_hand.json")
    sync_api.expect(opened.page.locator("#kept")).to_have_text("2 decisions opened.")
    assert opened.exported(tmp_path / "again.json") == exported
    assert opened.said == []
    opened.close()


def test_caps_lock_decides_nothing(browser: Any, small: tuple[tt.Duplicates, Path]) -> None:
    _, path = small
    opened = Opened(browser, path)
    opened.press("j")
    second = opened.text("#heading")
    opened.press("j", "K")  # which is how a browser tells k with Caps Lock on
    assert opened.text("#heading") == second
    assert opened.text("#progress") == "0 of 4 pairs decided"
    opened.press("Shift+K")
    assert opened.text("#progress") == "1 of 4 pairs decided"
    opened.close()


def test_the_page_works_where_nothing_can_be_kept(
    browser: Any, small: tuple[tt.Duplicates, Path], tmp_path: Path
) -> None:
    _, path = small
    opened = Opened(browser, path)
    opened.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() {throw new Error('denied')}})")
    opened.page.goto(opened.uri)
    opened.press("Shift+K")
    assert opened.text("#kept") == "Not kept by this browser: export them before you leave."
    assert len(opened.exported(tmp_path / "review.json")["decisions"]) == 1
    assert opened.said == []
    opened.close()


def test_a_group_never_loses_its_last_text(browser: Any, small: tuple[tt.Duplicates, Path], tmp_path: Path) -> None:
    found, path = small
    opened = Opened(browser, path)

    def decisions() -> dict[int, str]:
        entries = opened.exported(tmp_path / "review.json")["decisions"]
        return {entry["row"]: entry["decision"] for entry in entries}

    opened.press("s")  # drop the left text for the one at the right, the least alike
    assert decisions() == {0: "drop", 2: "keep"}
    opened.press("k", "d")  # then drop that too: the left one must stay
    assert decisions() == {2: "drop"}
    opened.press("s")  # the other text of the group instead
    assert decisions() == {0: "drop", 1: "keep", 2: "drop"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert found.apply_review(tmp_path / "review.json").keep_mask[:3].tolist() == [False, True, False]
    opened.close()


def test_everything_can_be_reached_and_named_without_a_mouse(browser: Any, small: tuple[tt.Duplicates, Path]) -> None:
    _, path = small
    opened = Opened(browser, path)
    reached = []
    for _ in range(40):
        opened.press("Tab")
        reached.append(
            opened.page.evaluate(
                """() => { const own = document.activeElement, style = getComputedStyle(own);
                const name = own.id || own.dataset.decision || own.textContent;
                return [own === document.body ? "" : name, style.outlineStyle !== "none" || own.id === "list"] }"""
            )
        )
    names = {name for name, _ in reached}
    controls = ["export", "open", "search", "sort", "show", "list", "left", "right", "keep", "drop", "swap", "unsure"]
    assert set(controls) <= names
    assert [name for name, visible in reached if name and not visible] == []
    opened.page.uncheck("#keys")
    opened.press("d")
    assert opened.text("#progress") == "0 of 4 pairs decided"
    opened.page.check("#keys")
    opened.page.focus("[data-decision=drop]")
    opened.press("Enter")
    assert opened.text("#progress") == "1 of 4 pairs decided"
    assert opened.page.locator("#said").text_content().startswith("row 2 dropped. Group 1 of 2, row 1")
    assert opened.page.locator("#list").get_by_role("option").count() == 2
    unnamed = (
        "button:not(:has-text('a')):not([aria-label]), input:not([aria-label]):not(#keys), select:not([aria-label])"
    )
    assert opened.page.locator(unnamed).evaluate_all("all => all.filter(x => !x.textContent.trim()).length") == 0
    opened.close()


def boxes(opened: Opened) -> Any:
    """Return where the parts of the page stand, and how far it can be scrolled sideways."""
    return opened.page.evaluate(
        """() => [...document.querySelectorAll("header, nav, section, footer, article, #list")].map((part) => {
        const box = part.getBoundingClientRect();
        return [part.tagName, Math.round(box.left), Math.round(box.right), part.scrollWidth <= part.clientWidth + 1];
        }).concat([document.documentElement.scrollWidth <= innerWidth])"""
    )


def test_a_hostile_page_runs_nothing_and_breaks_nothing(
    browser: Any, small: tuple[tt.Duplicates, Path], tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        found = tt.find_duplicates(hostile_texts(), threshold=0.3)
    path = tmp_path / "page.html"
    found.report(path, title="</title><script>window.ran = 1</script>\u202e" + "x" * 3000)
    calm = Opened(browser, small[1])
    expected = boxes(calm)
    assert expected[-1] is True
    calm.close()
    opened = Opened(browser, path)
    seen = ""
    for _ in found.groups:
        assert boxes(opened) == expected
        assert opened.page.locator("#left *:not(mark, ins, .gap), #right *:not(mark, ins, .gap)").count() == 0
        seen += opened.text("#left") + opened.text("#right")
        opened.page.mouse.move(600, 400)
        opened.press("d")
    assert "<script>window.ran = 1</script>" in seen
    assert "⟨U+202E⟩right to left" in seen
    assert "⟨U+0000⟩" in seen
    opened.check_harmless()
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_notebook_views_run_nothing_and_follow_the_notebook_s_theme(browser: Any, scheme: Any, tmp_path: Path) -> None:
    texts = hostile_texts()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        results: list[Any] = [
            tt.find_duplicates(texts, threshold=0.3),
            tt.thresholds(texts, thresholds=[0.3, 0.6]),
            tt.summarize(texts),
            tt.summarize_together(texts),
        ]
        results += [tt.compare(*texts[k : k + 2]) for k in range(0, len(texts), 2)]
    path = tmp_path / "views.html"
    views = "".join(result._repr_html_() for result in results)
    path.write_text(f"<!doctype html><meta charset=utf-8><body class=option>{views}", encoding="utf-8")
    opened = Opened(browser, path, color_scheme=scheme)
    opened.check_harmless()
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def ground() -> str:
        return str(opened.page.evaluate("getComputedStyle(document.querySelector('.tt')).backgroundColor"))

    light, dark = "rgb(255, 255, 255)", "rgb(21, 26, 33)"
    assert ground() == (light if scheme == "light" else dark)
    for said, expected in (("true", light), ("false", dark)):
        opened.page.evaluate(f"document.body.setAttribute('data-jp-theme-light', '{said}')")
        assert ground() == expected
    opened.close()
