"""A decision explained: what matched, what each side said, what was kept out, what was worded.

Everything comes from the evidence that is kept with a question, so that it reads the same at once
and months later. What another release kept is shown as far as it is there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.knowledge import Decision, DecisionKind
from domain.text import Text

_OUTCOMES = {
    DecisionKind.ANSWER: Text("explain.answer"),
    DecisionKind.SUGGEST: Text("explain.suggest"),
    DecisionKind.ABSTAIN: Text("explain.abstain"),
}
_SIDES = {
    "main": Text("explain.main"),
    "latin": Text("explain.latin"),
    "wide": Text("explain.wide"),
    "lexical": Text("explain.lexical"),
    "match": Text("explain.match"),
    "share": Text("explain.share"),
    "score": Text("explain.score"),
    "strange": Text("explain.strange"),
}
_KEPT_OUT = {
    "not_yet": Text("explain.not_yet"),
    "over": Text("explain.over"),
    "other_car": Text("explain.other_car"),
    "left_out": Text("explain.left_out"),
}


def explained(decision: Decision) -> Iterator[Text]:
    """Yield the explanation line by line."""
    record = decision.evidence
    score = f"{decision.score:.2f}"
    yield Text("explain.decided", decision=_OUTCOMES[decision.kind], score=score)
    if limits := record.get("thresholds"):
        yield Text("explain.thresholds", **{name: f"{limits[name]:.2f}" for name in limits})
    if "read_as" in record:
        yield Text("explain.read_as", words=record["read_as"], script=record.get("script", ""))
    if "models" in record:
        fitted = Text("explain.judged") if record.get("judged") else Text("explain.unjudged")
        yield Text("explain.models", models=", ".join(record["models"]), fitted=fitted)
    yield from _asked(record)
    for entry in record.get("entries", ()):
        yield from _entry(entry)
    if not record.get("entries"):
        yield Text("explain.nothing")
    for one in record.get("kept_out", ()):
        why = _KEPT_OUT.get(one["why"], Text("explain.other_car"))
        near = f"{one['main']:.2f}"
        yield Text("explain.kept_out", key=one["key"], phrasing=one["phrasing"], near=near, why=why)
    if record.get("stepped_back"):
        yield Text("explain.stepped_back", key=record["stepped_back"])
    yield from _worded(record.get("wording"))


def _asked(record: Mapping[str, Any]) -> Iterator[Text]:
    if followed := record.get("follow_up"):
        yield Text("explain.follow_up", words=followed["words"], of=str(followed["of"] or "–"))
    if asked := record.get("asked"):
        cars = ", ".join(f"{car['model']} {car['year'] or ''}".strip() for car in asked["cars"])
        about = cars or Text("explain.no_car")
        yield Text("explain.asked", cars=about, today=asked["today"], locale=asked["locale"])
    if record.get("waits"):
        yield Text("explain.waits")


def _entry(entry: Mapping[str, Any]) -> Iterator[Text]:
    yield Text(
        "explain.entry",
        score=f"{entry['confidence']:.2f}",
        key=entry["key"],
        phrasing=entry["phrasing"],
        locale=entry["locale"],
    )
    for name, side in _SIDES.items():
        if entry.get(name) is not None:
            yield Text("explain.side", side=side, value=f"{entry[name]:.2f}")
    if entry.get("same_words"):
        yield Text("explain.same_words")
    if entry.get("twins"):
        yield Text("explain.twins", keys=_listed(entry["twins"]))


def _worded(wording: Mapping[str, Any] | None) -> Iterator[Text]:
    if not wording:
        return
    if wording["outcome"] != "used":
        what = wording.get("what") or "–"
        yield Text("explain.not_worded", outcome=wording["outcome"], what=what)
        return
    yield Text("explain.worded", keys=_listed(wording["keys"]))
    for one in wording.get("support", ()):
        yield Text("explain.support", says=one["says"], source=one["from"], how=str(one["as"]))


def _listed(keys: Sequence[str]) -> str:
    return ", ".join(keys)
