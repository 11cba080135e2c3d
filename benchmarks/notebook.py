"""Runs a notebook's code cells in order and writes down what they show; the last line is one JSON object.

No kernel is needed: cells run in one namespace of this process, and the value of a cell's last line is shown as HTML where
it can show itself so, else as text.

usage: python -m benchmarks.notebook docs/notebook.ipynb [--write]
"""

from __future__ import annotations

import argparse
import ast
import json
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--write", action="store_true", help="keep what the cells show in the notebook")
    args = parser.parse_args()
    begun = time.perf_counter()
    book = json.loads(args.path.read_text("utf-8"))
    names = run(book)
    if args.write:
        args.path.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(
        json.dumps({"cells": len(code_of(book)), "names": len(names), "seconds": round(time.perf_counter() - begun, 1)})
    )


def code_of(book: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a notebook's code cells."""
    return [cell for cell in book["cells"] if cell["cell_type"] == "code"]


def run(book: dict[str, Any]) -> dict[str, Any]:
    """Run the code cells, put what they show in the place of their outputs, and return the names that they made."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(code_of(book), start=1):
        shown = _run("".join(cell["source"]), f"<cell {number}>", names)
        cell["execution_count"] = number
        cell["outputs"] = [] if shown is None else [_output(shown, number)]
    return names


def _run(source: str, where: str, names: dict[str, Any]) -> Any:
    """Run a cell; return the value of its last line if that is an expression."""
    tree = ast.parse(source, where)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), names)
    return eval(compile(ast.Expression(last.value), where, "eval"), names) if isinstance(last, ast.Expr) else None


def _output(value: Any, number: int) -> dict[str, Any]:
    data: dict[str, Any] = {"text/plain": [repr(value)[:2000]]}
    if hasattr(value, "_repr_html_"):
        data = {"text/html": [value._repr_html_()]}
    elif type(value).__module__.startswith("altair"):
        data = {"application/vnd.vegalite.v5+json": value.to_dict(), "text/plain": ["a chart"]}
    return {"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": data}


if __name__ == "__main__":
    main()
