"""A page of HTML as a file, whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Callable

from twicetold.arguments import check_bool


def write_page(path: "str | os.PathLike[str]", made: Callable[[], str], overwrite: bool) -> None:
    """Write the page that is made, whole or not at all: to a file beside, which then takes its place.

    What cannot be written is refused before the page is made.
    """
    _check_path(path)
    check_bool("overwrite", overwrite)
    _refuse_existing(path, overwrite)
    page = made().encode()
    name = os.path.realpath(path)
    if os.path.exists(name) and not os.path.isfile(name):  # a device or a pipe
        with open(name, "wb") as file:
            file.write(page)
        return
    part = os.path.join(os.path.dirname(name), f".twicetold-{secrets.token_hex(8)}.part")
    try:
        with open(part, "xb") as file:
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
        _refuse_existing(path, overwrite)
        if os.path.exists(name):
            shutil.copymode(name, part)
        os.replace(part, name)
    except FileExistsError:
        raise
    except OSError as error:
        raise type(error)(error.errno, f"not written ({error.strerror})", os.fsdecode(path)) from error
    finally:
        if os.path.exists(part):
            os.unlink(part)


def _check_path(path: "str | os.PathLike[str]") -> None:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"path must be str or os.PathLike, got {type(path).__name__}")
    if not os.fspath(path) or "\0" in os.fsdecode(path):
        raise ValueError(f"path must name a file, got {os.fspath(path)!r}")


def _refuse_existing(path: "str | os.PathLike[str]", overwrite: bool) -> None:
    if os.path.isdir(path):
        raise IsADirectoryError(f"{os.fsdecode(path)} is a directory, not a file")
    if os.path.isfile(path) and not overwrite:
        raise FileExistsError(f"{os.fsdecode(path)} exists already: overwrite=True replaces it")
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        raise FileNotFoundError(f"{os.fsdecode(path)}: its directory does not exist")
