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
