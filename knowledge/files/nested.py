"""JSONL and YAML: one mapping per key and locale, where lists may be lists."""

import json
from typing import Any

import yaml

from domain.text import Text
from knowledge.files.rows import MOST_ROWS, Sheet


def read_jsonl(name: str, data: bytes) -> Sheet:
    """Read one JSON object a line; empty lines do not count."""
    sheet = Sheet(name)
    text = _utf8(sheet, data)
    for number, line in enumerate((text or "").split("\n"), start=1):
        if not line.strip():
            continue
        if len(sheet.rows) == MOST_ROWS:
            sheet.wrong(Text("faq.file.too_many_rows", n=MOST_ROWS))
            break
        try:
            item = json.loads(line, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            sheet.wrong(Text("faq.file.json_broken", reason=str(error)[:200]), number)
            continue
        _take(sheet, number, item)
    return _not_empty(sheet)


def read_yaml(name: str, data: bytes) -> Sheet:
    """Read a list of mappings."""
    sheet = Sheet(name)
    text = _utf8(sheet, data)
    if text is None:
        return sheet
    try:
        items = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        sheet.wrong(Text("faq.file.yaml_broken", reason=" ".join(str(error).split())[:300]))
        return sheet
    if items is not None and not isinstance(items, list):
        sheet.wrong(Text("faq.file.no_list"))
        return sheet
    for number, item in enumerate(items or (), start=1):
        if number > MOST_ROWS:
            sheet.wrong(Text("faq.file.too_many_rows", n=MOST_ROWS))
            break
        _take(sheet, number, item)
    return _not_empty(sheet)


def _utf8(sheet: Sheet, data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        sheet.wrong(Text("faq.file.encoding_unknown"))
        return None


def _take(sheet: Sheet, number: int, item: object) -> None:
    if not isinstance(item, dict):
        sheet.wrong(Text("faq.file.no_mapping"), number)
        return
    cells = {str(name): value for name, value in item.items()}
    sheet.name_strangers(list(cells), number)
    sheet.add(number, cells)


def _not_empty(sheet: Sheet) -> Sheet:
    if not sheet.rows and not sheet.problems:
        sheet.wrong(Text("faq.file.empty"))
    return sheet


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name!r} is given twice")
    return dict(pairs)


class _Loader(yaml.SafeLoader):
    """Safe, and strict about a field that is given twice, which YAML forbids and PyYAML lets by."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's own
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for name in names:
            if names.count(name) > 1:
                raise yaml.MarkedYAMLError(
                    problem=f"{name!r} is given twice", problem_mark=node.start_mark
                )
        return super().construct_mapping(node, deep=deep)
