"""A decision with everything that was weighed for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from domain.knowledge import Decision
from knowledge import calibration
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
    stepped_back: str | None = None

    def recorded(self, kept_out: Sequence[dict[str, Any]]) -> Self:
        """Return it with all of it in the decision's evidence, so that it can be explained later.

        The thresholds are kept too: another release may have others.
        """
        told = {
            "read_as": self.folded,
            "script": self.script,
            "models": list(self.models),
            "judged": self.judged,
            "thresholds": {
                "answer": calibration.ANSWER,
                "suggest": calibration.SUGGEST,
                "lead": calibration.LEAD,
            },
            "stepped_back": self.stepped_back,
            "kept_out": list(kept_out),
        }
        evidence = {**self.decision.evidence, **told}
        return replace(self, decision=replace(self.decision, evidence=evidence))
