"""What the tests share: the articles under `examples/`, and the program to hold the binding against.

The environment says where the program lies: `ONRECORD=target/debug/onrecord`.
"""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def articles() -> pathlib.Path:
    return ROOT / "examples"


@pytest.fixture(scope="session")
def texts(articles: pathlib.Path) -> dict[str, str]:
    """Texts of the example articles by the name of their file, with the ends of lines that they have."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(articles.glob("*.txt"))}


@pytest.fixture(scope="session")
def program():
    """Runs the program with arguments and gives what it prints."""
    path = os.environ.get("ONRECORD")
    if not path:
        pytest.skip("ONRECORD does not say where the program lies")

    def run(*arguments: object, cwd: object = None) -> str:
        done = subprocess.run([os.path.abspath(path), *map(str, arguments)], capture_output=True, text=True, cwd=cwd)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
