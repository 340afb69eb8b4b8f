"""How one question is thought about: read by the models, weighed, decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from domain.knowledge import Asked, DecisionKind, Scope
from knowledge.bank import Bank
from knowledge.decide import decide
from knowledge.evidence import gather
from knowledge.explanation import Explanation
from knowledge.index.port import VectorIndex
from knowledge.judge import Judge
from knowledge.kept_out import kept_out
from knowledge.likeness import Words
from knowledge.matrix import Matrix
from knowledge.readings import Readings
from knowledge.stepping_back import specific_first


@dataclass(frozen=True, slots=True)
class Mind:
    """What a question is thought about with. Blocks; may be asked from any thread."""

    readings: Readings
    bank: Bank
    judge: Judge | None
    index: VectorIndex

    def explain(self, asked: Asked) -> Explanation:
        """Decide on a question and tell everything that was weighed. Raises IndexUnavailable."""
        reading = self.readings.of(asked.text)
        known = reading.explained(asked, self.judge)
        if known is not None:
            return known
        near = reading.near(self.index)
        for words, models in reading.steps():
            told = reading.told(self.judge, words) if self.judge else None
            weigh = partial(self._weigh, words=words, told=told, near=near, models=models)
            found = specific_first(asked, self._scope_of, weigh)
            if found.decision.kind is DecisionKind.ANSWER:
                break
        found = found.recorded(kept_out(self.bank, asked, words.vectors))
        reading.remember(asked, self.judge, found)
        return found

    def _weigh(
        self,
        asked: Asked,
        *,
        words: Words,
        told: Matrix | None,
        near: Sequence[str],
        models: tuple[str, ...],
    ) -> Explanation:
        evidence = gather(self.bank, told, near, asked, words)
        return Explanation(
            decision=decide(evidence, self.bank.revision),
            evidence=evidence,
            folded=words.folded,
            script=words.script.name.lower(),
            models=models,
            judged=self.judge is not None,
        )

    def _scope_of(self, key: str) -> Scope:
        entry = self.bank.entries.get(key)
        return entry.scope if entry else Scope()
