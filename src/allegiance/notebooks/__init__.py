"""The Python API: a store whose answers are tables that show themselves in a notebook."""

from allegiance.notebooks.answer import Answer
from allegiance.notebooks.store import Store
from allegiance.notebooks.table import Table

__all__ = ["Answer", "Store", "Table"]
