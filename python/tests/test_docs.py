"""The examples of the pages and of the docstrings do what they say."""

import doctest
import importlib
import pathlib
import pkgutil
import re
import shutil

import pytest

import onrecord
import onrecord.spark

ROOT = pathlib.Path(__file__).resolve().parents[2]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_docstrings():
    names = [it.name for it in pkgutil.iter_modules(onrecord.__path__) if not it.name.startswith("_")]
    outcomes = [doctest.testmod(importlib.import_module(f"onrecord.{name}"), optionflags=FLAGS) for name in names]
    outcomes.append(doctest.testmod(onrecord, optionflags=FLAGS))
    assert sum(it.failed for it in outcomes) == 0 and sum(it.attempted for it in outcomes) > 5


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_pages(page, tmp_path, monkeypatch, articles, program):
    # Where the examples are: a folder of articles, and a store of them.
    shutil.copytree(articles, tmp_path / "articles", ignore=shutil.ignore_patterns("README.md"))
    shutil.copytree(articles, tmp_path / "examples")
    program("code", "articles", "--into", "store", cwd=tmp_path)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S))
    test = doctest.DocTestParser().get_doctest(blocks, {}, page, page, 0)
    assert test.examples
    said = []
    outcome = doctest.DocTestRunner(optionflags=FLAGS).run(test, out=said.append)
    assert outcome.failed == 0, "".join(said)


def test_the_page_of_spark_names_what_there_is():
    """Its examples need a cluster and archives; `tests/spark` runs the like of them."""
    text = (ROOT / "docs/spark.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)
    names = {name for block in blocks for name in re.findall(r"on_spark\.(\w+)", block)}
    names |= set(re.findall(r"`(\w+)\(", text)) | set(onrecord.spark.__all__)
    assert blocks and names == set(onrecord.spark.__all__)
    for block in blocks:
        compile(block, "docs/spark.md", "exec")


def test_every_name_of_the_border_is_described():
    stubs = (pathlib.Path(onrecord.__file__).parent / "_onrecord.pyi").read_text(encoding="utf-8")
    for kind in (onrecord._onrecord.Coder, onrecord._onrecord.Store, onrecord.Batch, onrecord.Stream):
        for name in vars(kind):
            if not name.startswith("__") or name.startswith("__arrow"):
                assert re.search(rf"\b{name}\b", stubs), f"{kind.__name__}.{name}"
    assert all(hasattr(onrecord, name) for name in onrecord.__all__)
