"""The wall: the public process cannot import the private side at all."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

_FORBIDDEN: Final = ("cableroom.private", "cableroom.gate", "cableroom.settings.private")


def _is_forbidden(name: str) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in _FORBIDDEN)


class _Wall(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if _is_forbidden(name):
            message = f"{name} is on the private side; the public process cannot load it"
            raise ImportError(message)
        return None


def raise_the_wall() -> None:
    """Refuse private imports from now on. Raises RuntimeError if one happened already."""
    loaded = [name for name in sys.modules if _is_forbidden(name)]
    if loaded:
        message = f"private modules already loaded: {loaded[0]}"
        raise RuntimeError(message)
    if not any(isinstance(finder, _Wall) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Wall())
