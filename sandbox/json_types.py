"""The shape of everything that goes over the wire."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
