"""Hypothesis profiles and the folder of real texts."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Tests are imported by path (--import-mode=importlib): this is how they find reference.py.
sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dev")  # pytest --hypothesis-profile=ci for the longer run


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data(repository: Path) -> Path:
    """Return the folder of real texts beside the checkout; tests that need it are skipped where there is none."""
    folder = repository.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real texts: {folder} does not exist")
    return folder


@pytest.fixture(scope="session")
def unicode_folder() -> Path:
    """Return the files of Unicode 15.0 (Debian's package unicode-data); tests that need them are skipped without."""
    folder = Path("/usr/share/unicode")
    if not (folder / "auxiliary" / "WordBreakTest.txt").is_file():
        pytest.skip(f"no Unicode files: {folder} does not hold them (install Debian's unicode-data)")
    if "15.0.0" not in (folder / "DerivedNormalizationProps.txt").read_text(encoding="utf-8").partition("\n")[0]:
        pytest.skip(f"{folder} holds another version of Unicode than 15.0")
    return folder
