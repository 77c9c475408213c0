"""Where the data, the scorers and our own word splitter are, by environment."""
import importlib
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
DATA = pathlib.Path(os.environ.get("ONRECORD_DATA", ROOT / "../shared/data"))
TOOLS = pathlib.Path(os.environ.get("ONRECORD_TOOLS", DATA / "../tools"))
CACHE = ROOT / "training/cache"
RUNS = ROOT / "training/runs"
# Reads {"id", "text"} a line, writes the words of crates/text; training sees the words that the program will see.
WORDS = os.environ.get("ONRECORD_WORDS", "cargo run --quiet --release -p onrecord-text --example words").split()
# Gives texts without a treebank their trees.
PROGRAM = os.environ.get("ONRECORD_PROGRAM", "cargo run --quiet --release --").split()


def scorer(name):
    """A scorer of the data's tools folder, as a module."""
    if str(TOOLS) not in sys.path:
        sys.path.insert(0, str(TOOLS))
    return importlib.import_module(name)
