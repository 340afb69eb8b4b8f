"""A list as one parameter: the words of a query stay the same, so that it is prepared once."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func
from sqlalchemy import Text as JsonText
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from storage.database.address import Dialect


def elements(dialect: Dialect, name: str, of: type[TypeEngine[Any]]) -> ColumnElement[Any]:
    """Return the elements of the list that is the parameter `name`, as a column to select from."""
    if dialect is Dialect.POSTGRESQL:
        unnested = func.unnest(bindparam(name, type_=postgresql.ARRAY(of)))
        return unnested.table_valued("value").render_derived(name=name).c.value
    return func.json_each(bindparam(name, type_=JsonText)).table_valued("value", name=name).c.value


def listed(dialect: Dialect, values: Collection[int] | Collection[str]) -> str | list[Any]:
    """Return the parameter."""
    return list(values) if dialect is Dialect.POSTGRESQL else json.dumps(list(values))
