"""The look of every view: one palette for light and dark, rules under the class ``tt``."""

_LIGHT = """--tt-ink:#1c2430;--tt-soft:#566070;--tt-paper:#fff;--tt-raised:#f6f8fa;--tt-line:#d8dee6;\
--tt-accent:#0b5fb0;--tt-mark:#e4f0fd;--tt-other:#ffe2b8;--tt-edge:#a85d00;--tt-warn:#8a4b00;color-scheme:light"""
_DARK = """--tt-ink:#e5e9ef;--tt-soft:#a3adbb;--tt-paper:#151a21;--tt-raised:#1d232c;--tt-line:#333c48;\
--tt-accent:#79b4f2;--tt-mark:#17344f;--tt-other:#5c3a0c;--tt-edge:#e0a04f;--tt-warn:#f0b568;color-scheme:dark"""

# Notebooks say by a mark on an outer element which theme is on, whatever the system prefers.
_SAID_LIGHT = '[data-jp-theme-light="true"],[data-theme="light"],.vscode-light'
_SAID_DARK = '[data-jp-theme-light="false"],[data-theme="dark"],.vscode-dark'

_RULES = """\
.tt{color:var(--tt-ink);background:var(--tt-paper);border:1px solid var(--tt-line);border-radius:8px;\
font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;padding:16px 18px;max-width:1080px;\
text-align:left;box-sizing:border-box}
.tt *{box-sizing:border-box}
.tt .tt-title{font-size:16px;font-weight:650;margin:0 0 2px;color:var(--tt-ink)}
.tt .tt-soft{color:var(--tt-soft);font-size:13px;margin:0}
.tt .tt-head{font-size:12px;font-weight:650;color:var(--tt-soft);margin:16px 0 6px}
.tt .tt-figures{display:flex;flex-wrap:wrap;gap:4px 28px;margin:12px 0 0;padding:0}
.tt .tt-figures div{display:flex;flex-direction:column-reverse}
.tt .tt-figures dt{color:var(--tt-soft);font-size:12px;font-weight:400;margin:0}
.tt .tt-figures dd{font-size:20px;line-height:1.3;font-weight:600;margin:0;font-variant-numeric:tabular-nums}
.tt .tt-warn{border-left:3px solid var(--tt-edge);padding:2px 0 2px 10px;margin:12px 0 0;color:var(--tt-warn)}
.tt .tt-text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;margin:0}
.tt .tt-scroll{max-height:26em;overflow:auto}
.tt .tt-box{border:1px solid var(--tt-line);border-radius:6px;background:var(--tt-raised);padding:10px 12px;\
min-width:0;overflow-x:hidden}
.tt .tt-box+.tt-box{margin-top:8px}
.tt .tt-sides{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:12px;margin:12px 0 0}
.tt .tt-sides .tt-box{margin:0}
.tt .tt-box .tt-head{margin-top:0}
.tt mark{color:inherit;background:var(--tt-mark);border-radius:3px;padding:1px 0;-webkit-box-decoration-break:clone;\
box-decoration-break:clone}
.tt .tt-source mark{box-shadow:inset 0 -2px var(--tt-accent)}
.tt ins{color:inherit;background:var(--tt-other);border-radius:3px;padding:1px 0;\
text-decoration:underline dotted var(--tt-edge) 1px;text-underline-offset:3px}
.tt .tt-row{color:var(--tt-soft);background:var(--tt-raised);border:1px solid var(--tt-line);border-radius:4px;\
padding:0 5px;margin-right:4px;font-size:12px;font-variant-numeric:tabular-nums}
.tt .tt-gap{color:var(--tt-soft);font-size:12px;white-space:nowrap;user-select:none}
.tt .tt-key{display:flex;flex-wrap:wrap;gap:4px 18px;margin:10px 0 0}
.tt .tt-key mark,.tt .tt-key ins{color:var(--tt-ink)}
.tt .tt-chart{display:block;width:100%;height:64px;border-bottom:1px solid var(--tt-line)}
.tt .tt-axis{position:relative;display:flex;justify-content:space-between;color:var(--tt-soft);font-size:12px;\
font-variant-numeric:tabular-nums}
.tt .tt-at{position:absolute;transform:translateX(-50%);color:var(--tt-warn)}
.tt .tt-fill{fill:var(--tt-accent)}
.tt .tt-pale{fill:var(--tt-soft);opacity:.45}
.tt .tt-rule{stroke:var(--tt-edge);stroke-width:2;vector-effect:non-scaling-stroke}
.tt .tt-table{border-collapse:collapse;width:100%;table-layout:fixed;margin:0;font-size:13px;border:0}
.tt .tt-table th,.tt .tt-table td{text-align:left;vertical-align:baseline;padding:5px 12px 5px 0;border:0;\
border-bottom:1px solid var(--tt-line);font-weight:400;overflow-wrap:anywhere;white-space:normal;max-width:none}
.tt .tt-table thead th{color:var(--tt-soft);font-size:12px}
.tt .tt-table tbody tr:nth-child(n){background:none}
.tt .tt-table tbody tr:last-child td{border-bottom:0}
.tt .tt-table .tt-n{width:6.5em;text-align:right;padding-right:18px;font-variant-numeric:tabular-nums}
.tt .tt-scroll:focus-visible{outline:2px solid var(--tt-accent);outline-offset:2px}
@media(max-width:640px){.tt .tt-sides{grid-template-columns:minmax(0,1fr)}}
"""


def palette(selector: str = ".tt") -> str:
    """Return the rules that give ``selector`` the variables ``--tt-…`` for light, and for dark where it is preferred.

    A notebook's or page's own theme, as JupyterLab, VS Code and Sphinx mark it, comes before what the system prefers.
    """
    return (
        f"{selector}{{{_LIGHT}}}\n@media(prefers-color-scheme:dark){{{selector}{{{_DARK}}}}}\n"
        f":is({_SAID_LIGHT}) {selector}{{{_LIGHT}}}\n:is({_SAID_DARK}) {selector}{{{_DARK}}}\n"
    )


def page_style() -> str:
    """Return the style sheet of all views, to stand between ``<style>`` and ``</style>``."""
    return palette() + _RULES


def view(body: str) -> str:
    """Return a view for a notebook: the style sheet and, in a box of the class ``tt``, the body."""
    return f'<style>{page_style()}</style><div class="tt">{body}</div>'
