"""Fits a judge in a process of its own: `python -m knowledge.fitting FOLDER NAME`.

Fitting takes seconds of processor and up to some hundred megabytes, which the bot would not get
back in one piece. The child is bounded in memory and gives way to everything else. FOLDER holds the
lesson; the judge comes to lie beside it, under the fingerprint NAME.
"""

import asyncio
import contextlib
import os
import sys
import tempfile
from pathlib import Path

from knowledge.bank import Bank
from knowledge.judge import Judge
from knowledge.judge_file import load_judge, save_learned
from knowledge.lesson import learn, lesson_of, read_lesson, save_lesson
from knowledge.lexical import LexicalIndex

_LESSON, _JUDGE = "lesson.npz", "judge.npz"
_MOST_BYTES = 2 * 1024**3
"""Address space of the child; the largest FAQ that is fitted takes half of it."""


class FitFailed(Exception):
    """The child did not fit a judge; the message is the end of what it said."""


async def fit_apart(bank: Bank, name: str) -> Judge:
    """Fit a judge in a child process. Raises FitFailed and OSError."""
    with tempfile.TemporaryDirectory(prefix="ownerline-fit-") as place:
        folder = Path(place)
        await asyncio.to_thread(save_lesson, folder / _LESSON, lesson_of(bank))
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "knowledge.fitting", place, name,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        try:
            _, said = await child.communicate()
        finally:
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
                await child.wait()
        if child.returncode:
            raise FitFailed(said.decode(errors="replace").strip()[-500:] or str(child.returncode))
        judge = await asyncio.to_thread(load_judge, folder / _JUDGE, bank, name)
    if judge is None:
        raise FitFailed("what it wrote cannot be read")
    return judge


def main() -> None:
    """Read the lesson, learn, and write what was learned."""
    _be_modest()
    folder, name = Path(sys.argv[1]), sys.argv[2]
    lesson = read_lesson(folder / _LESSON)
    entries = int(lesson.owner.max()) + 1
    save_learned(folder / _JUDGE, name, learn(lesson, LexicalIndex(lesson.folded), entries))


def _be_modest() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not everywhere

        os.nice(10)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))


if __name__ == "__main__":
    main()
