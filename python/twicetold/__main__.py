"""``python -m twicetold``: the command line."""

from twicetold.cli import main

main(prog_name="twicetold")
