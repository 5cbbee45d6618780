"""The directive `click-help`: what `--help` of a click command and of all its subcommands says, a section each."""

from importlib import import_module
from typing import Any

import click
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

_WIDTH = 76  # characters that a page has room for


def _section(name: str, command: click.Command, parent: click.Context | None) -> nodes.section:
    settings = {**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    path = context.command_path
    section = nodes.section(ids=[path.replace(" ", "-")], names=[path])
    help_text = command.get_help(context)
    section += [nodes.title(text=path), nodes.literal_block(help_text, help_text, language="text")]
    if isinstance(command, click.Group):
        section += [_section(name, child, context) for name, child in command.commands.items()]
    return section


class ClickHelp(SphinxDirective):
    """`click-help:: module:command name`."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        module, _, name = self.arguments[0].partition(":")
        return [_section(self.arguments[1], getattr(import_module(module), name), None)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the directive."""
    app.add_directive("click-help", ClickHelp)
    return {"parallel_read_safe": True}
