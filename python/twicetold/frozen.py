"""Results that stay as they were found: arrays and mappings that cannot be changed through them."""

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np


class FrozenDict(dict[str, Any]):
    """A dict that cannot be changed; ``dict(it)`` or ``{**it}`` is one that can."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a result cannot be changed: take a copy by dict()")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Pickle and copy at once, not item by item."""
        return FrozenDict, (dict(self),)


class Frozen:
    """A frozen dataclass whose arrays are read-only and whose mappings are frozen, after pickling and copying, too."""

    def __post_init__(self) -> None:
        """Freeze what the fields hold; nothing is copied but mappings."""
        for name, value in vars(self).items():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
            elif type(value) is dict:
                self.__dict__[name] = FrozenDict(value)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Freeze anew: arrays come out of a pickle writable."""
        self.__dict__.update(state)
        Frozen.__post_init__(self)
