"""A decision with everything that was weighed for it."""

from dataclasses import dataclass

from domain.knowledge import Decision
from knowledge.evidence import EntryEvidence


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with everything that was weighed for it, best first."""

    decision: Decision
    evidence: tuple[EntryEvidence, ...]
    folded: str
    script: str
    models: tuple[str, ...]
    judged: bool
