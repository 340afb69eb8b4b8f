"""Measures the way from English to Chinese in the bundled models (knowledge/centres).

`python -m tests.bench.fit_shift`, from the sample brand's phrasings, which say the same things in
both languages.
"""

from pathlib import Path

import numpy as np

from knowledge.embeddings.choose import load_encoders
from knowledge.folding import Script
from knowledge.phrasings import phrasings_of
from tests.bench.bank import sample_entries

_KEPT = Path(__file__).parents[2] / "knowledge" / "language_shift.npz"


def main() -> None:
    """Measure and keep it."""
    phrasings = [one for one in phrasings_of(sample_entries()) if one.spoken]
    script = np.asarray([one.script for one in phrasings])
    encoders = load_encoders()
    kept = {}
    for model in (encoders.main, encoders.wide):
        if model is None:
            raise SystemExit("the bundled models are not all there")
        vectors = model.encode([one.folded for one in phrasings])
        english, chinese = (vectors[script == one] for one in (Script.LATIN, Script.HAN))
        kept[model.name] = (chinese.mean(axis=0) - english.mean(axis=0)).astype(np.float16)
    with _KEPT.open("wb") as out:
        np.savez(out, allow_pickle=False, **kept)


if __name__ == "__main__":
    main()
