"""How one question is thought about: read by the models, weighed, decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from domain.knowledge import Asked, DecisionKind, Scope
from knowledge.bank import Bank
from knowledge.decide import decide
from knowledge.embeddings.encoder import Encoders
from knowledge.evidence import gather
from knowledge.explanation import Explanation
from knowledge.folding import Script, fold, has_words, script_of
from knowledge.index.port import VectorIndex
from knowledge.judge import Judge
from knowledge.kept_out import kept_out
from knowledge.likeness import Words, words_of
from knowledge.retrieval import NEAREST
from knowledge.stepping_back import specific_first
from knowledge.voting import vectors_of


@dataclass(frozen=True, slots=True)
class Mind:
    """What a question is thought about with. Blocks; may be asked from any thread."""

    encoders: Encoders
    bank: Bank
    judge: Judge | None
    index: VectorIndex

    def explain(self, asked: Asked) -> Explanation:
        """Decide on a question and tell everything that was weighed. Raises IndexUnavailable."""
        near: Sequence[str] | None = None
        for words, models in self._readings(asked.text):
            if near is None:
                near = self.index.nearest(words.vectors.main[0], NEAREST)
            weigh = partial(self._weigh, words=words, near=near, models=models)
            found = specific_first(asked, self._scope_of, weigh)
            if found.decision.kind is DecisionKind.ANSWER:
                break
        return found.recorded(kept_out(self.bank, asked, words.vectors))

    def _readings(self, text: str) -> Iterator[tuple[Words, tuple[str, ...]]]:
        """Read a question with the models that are worth their time, then with the rest.

        The wide model takes as long as all the others together, and tells little about English
        that they do not: it is asked about English only if they would not answer, or if some
        entries are asked for in other scripts only.
        """
        folded = fold(text)
        script = script_of(folded)
        some = replace(self.encoders, wide=None)
        wide = self.encoders.wide
        if wide is None or script is not Script.LATIN or not self.bank.all_latin:
            some, wide = self.encoders, None
        words = words_of(self.bank, folded, vectors_of(some, [folded]))
        yield words, some.names
        if wide is not None and has_words(folded):
            vectors = replace(words.vectors, wide=wide.encode([folded]))
            yield replace(words, vectors=vectors), self.encoders.names

    def _weigh(
        self, asked: Asked, *, words: Words, near: Sequence[str], models: tuple[str, ...]
    ) -> Explanation:
        evidence = gather(self.bank, self.judge, near, asked, words)
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
