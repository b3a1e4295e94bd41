"""Values of the house as bytes between processes: whatever the bytes hold, nothing but such values comes out."""

from __future__ import annotations

import builtins
import io
import pickle

from ocr_fix import document


def loads(data: bytes) -> object:
    """The value that was pickled.

    Raises:
        pickle.UnpicklingError, and much else: the bytes are damaged, or hold what is none of the house.
    """
    return _ValueReader(io.BytesIO(data)).load()


class _ValueReader(pickle.Unpickler):
    """Makes nothing but the values that flow through the house, wherever `ocr_fix.document` has them from."""

    def find_class(self, module: str, name: str) -> object:
        value = getattr(document, name, None) if name in document.__all__ else None
        if isinstance(value, type) and value.__module__ == module:  # some are defined beside it
            return value
        if module == builtins.__name__ and name in {"frozenset", "set"}:
            return getattr(builtins, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a page")
