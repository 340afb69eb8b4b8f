"""A judge in a file, so that a restart need not fit it again. Derived: deleting it does no harm."""

import logging
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.bank import Bank
from knowledge.classifier import Classifier
from knowledge.judge import Judge, make_judge
from knowledge.lesson import Group, Learned, Voter
from knowledge.ridge import Ridge

_log = logging.getLogger(__name__)


def save_learned(file: Path, name: str, learned: Learned) -> None:
    """Write the weights (half precision is plenty) in one step; `name` is the fingerprint."""
    arrays: dict[str, NDArray[Any]] = {"fingerprint": np.frombuffer(name.encode(), dtype=np.uint8)}
    for group, one in learned.classifiers.items():
        arrays[f"{group}.weights"] = one.weights.astype(np.float16)
        arrays[f"{group}.bias"] = one.bias
        arrays[f"{group}.entries"] = one.entries
    for voter, ridge in learned.ridges.items():
        arrays[f"ridge.{voter}.landmarks"] = ridge.landmarks.astype(np.float16)
        arrays[f"ridge.{voter}.weights"] = ridge.weights
        arrays[f"ridge.{voter}.sharpness"] = np.asarray(ridge.sharpness)
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    with new.open("wb") as out:
        np.savez(out, allow_pickle=False, **arrays)
    new.replace(file)


def load_judge(file: Path | None, bank: Bank, name: str) -> Judge | None:
    """Read the judge of exactly this bank; None if there is none, or the file is damaged."""
    if file is None or not file.exists():
        return None
    try:
        with file.open("rb") as data, np.load(data, allow_pickle=False) as held:
            if held["fingerprint"].tobytes().decode() != name:
                return None
            groups = [group for group in Group if f"{group}.weights" in held.files]
            classifiers = {
                group: Classifier(
                    weights=held[f"{group}.weights"].astype(np.float32),
                    bias=held[f"{group}.bias"],
                    entries=held[f"{group}.entries"],
                )
                for group in groups
            }
            ridges = {
                voter: Ridge(
                    landmarks=held[f"ridge.{voter}.landmarks"].astype(np.float32),
                    weights=held[f"ridge.{voter}.weights"],
                    sharpness=float(held[f"ridge.{voter}.sharpness"]),
                )
                for voter in Voter
                if f"ridge.{voter}.weights" in held.files
            }
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        _log.warning("the fitted judge cannot be read and is fitted anew: %s", error)
        return None
    return make_judge(bank, name, Learned(classifiers, ridges))
