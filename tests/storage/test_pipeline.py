"""The inbox and the outbox under random events: every effect once, in order, and delivered."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.errors import AlreadyDone
from domain.outgoing import Priority
from domain.pipeline import Delivery, Failure, Lane, Outcome, PendingUpdate
from storage import Storage, open_storage
from tests.conftest import SetClock
from tests.databases import PostgresServer, SqliteTemplate, TestDatabase
from tests.storage.rendering import PlainRenderer
from tests.storage.updates import BOT, new, to

LANES = [Lane(BOT, str(number)) for number in range(3)]
SECOND = timedelta(seconds=1)


class Crash(Exception):
    """The process died here."""


class Pipeline(RuleBasedStateMachine):
    """Two attempts may be at work on the same update; senders die between sending and noting."""

    def __init__(self, database: TestDatabase) -> None:
        super().__init__()
        self.clock = SetClock(datetime(2026, 3, 2, tzinfo=UTC))
        self.runner = asyncio.Runner()
        self.opening = open_storage(database.url, PlainRenderer(), self.clock)
        self.storage: Storage = self.run(self.opening.__aenter__())
        self.lane_of: dict[int, Lane] = {}
        self.done: defaultdict[Lane, list[int]] = defaultdict(list)
        self.failed: set[int] = set()
        self.stale: list[PendingUpdate] = []
        self.accepted: Counter[str] = Counter()
        self.in_flight_at_crash: Counter[str] = Counter()

    def run(self, coroutine: Any) -> Any:
        return self.runner.run(coroutine)

    def teardown(self) -> None:
        try:
            self.finish()
        finally:
            self.run(self.opening.__aexit__(None, None, None))
            self.runner.close()

    @initialize()
    def begin(self) -> None:
        self.receive([(1, 0)])

    @rule(batch=st.lists(st.tuples(st.integers(1, 25), st.integers(0, 2)), min_size=1, max_size=5))
    def receive(self, batch: list[tuple[int, int]]) -> None:
        lanes = [(number, self.lane_of.get(number, LANES[index])) for number, index in batch]
        for number, lane in lanes:
            self.lane_of.setdefault(number, lane)
        self.run(
            self.storage.inbox.receive([new(number, self.lane_of[number]) for number, _ in lanes])
        )

    @rule(index=st.integers(0, 2), limit=st.integers(1, 3))
    def handle(self, index: int, limit: int) -> None:
        heads = self.run(self.storage.inbox.heads(LANES[index], limit))
        assert [one.update_id for one in heads] == self.pending(LANES[index])[: len(heads)]
        for update in heads:
            self.stale.append(update)
            self.run(self._commit(update.update_id))
            self.done[update.lane].append(update.update_id)

    def pending(self, lane: Lane) -> list[int]:
        ended = self.failed | set(self.done[lane])
        return sorted(n for n, of in self.lane_of.items() if of == lane and n not in ended)

    @rule(index=st.integers(0, 2))
    def crash_before_commit(self, index: int) -> None:
        for update in self.run(self.storage.inbox.heads(LANES[index], 1)):
            try:
                self.run(self._commit(update.update_id, crash=True))
            except Crash:
                continue

    @rule(index=st.integers(0, 2))
    def set_aside(self, index: int) -> None:
        for update in self.run(self.storage.inbox.heads(LANES[index], 1)):
            number = update.update_id
            self.run(self._commit(number, failure=Failure(f"F-{number}", "error")))
            self.failed.add(number)

    @precondition(lambda self: self.failed)
    @rule()
    def try_again(self) -> None:
        number = self.failed.pop()
        assert self.run(self.storage.inbox.retry(f"F-{number}"))

    @precondition(lambda self: self.stale)
    @rule(data=st.data())
    def a_second_attempt_comes_late(self, data: st.DataObject) -> None:
        update = data.draw(st.sampled_from(self.stale))
        try:
            self.run(self._commit(update.update_id))
        except AlreadyDone:
            return
        raise AssertionError(f"update {update.update_id} had its effect twice")

    @rule(index=st.integers(0, 2), seconds=st.integers(1, 5))
    def postpone(self, index: int, seconds: int) -> None:
        for update in self.run(self.storage.inbox.heads(LANES[index], 1)):
            until = self.clock.now() + seconds * SECOND
            self.run(self.storage.inbox.postpone(update, until, "locked"))
            assert not self.run(self.storage.inbox.heads(LANES[index], 5))

    @rule(seconds=st.integers(1, 5))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds * SECOND)

    @rule(
        limit=st.integers(1, 4),
        outcome=st.sampled_from([Outcome.SENT, Outcome.SENT, Outcome.RETRY]),
        crash=st.booleans(),
    )
    def send(self, limit: int, outcome: Outcome, *, crash: bool) -> None:
        calls = self.run(
            self.storage.outbox_queue.waiting(
                BOT, Priority.REPLY, limit=limit, now=self.clock.now()
            )
        )
        deliveries = []
        for call in calls:
            words = call.params["text"]
            if outcome is Outcome.SENT:
                self.accepted[words] += 1
            deliveries.append(
                Delivery(
                    call,
                    outcome,
                    self.clock.now(),
                    message_id=call.id,
                    until=self.clock.now() + SECOND,
                )
            )
        if crash:
            if outcome is Outcome.SENT:
                self.in_flight_at_crash.update(call.params["text"] for call in calls)
            return
        self.run(self.storage.outbox_queue.record(deliveries))

    @invariant()
    def nothing_is_sent_twice_but_what_was_in_flight(self) -> None:
        for words, times in self.accepted.items():
            assert times <= 1 + self.in_flight_at_crash[words], words

    def finish(self) -> None:
        """Work everything off; then every update had its effect once, and was answered."""
        while self.failed:
            self.try_again()
        self.clock.advance(60 * SECOND)
        for index in range(3):
            self.handle(index, 100)
        self.send(1_000, Outcome.SENT, crash=False)
        assert not self.run(self.storage.inbox.lanes([BOT]))
        handled = [number for numbers in self.done.values() for number in numbers]
        assert sorted(handled) == sorted(self.lane_of)
        assert set(self.accepted) == {str(number) for number in self.lane_of}
        self.nothing_is_sent_twice_but_what_was_in_flight()

    async def _commit(
        self, number: int, *, failure: Failure | None = None, crash: bool = False
    ) -> None:
        async with self.storage.works.for_update(BOT, number, failure) as work:
            if failure is None:
                await work.outbox.put(to(text=str(number)))
            if crash:
                raise Crash


FEW = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def check(new_database: Callable[[], TestDatabase]) -> None:
    def machine() -> Pipeline:
        return Pipeline(new_database())

    run_state_machine_as_test(cast("type[Pipeline]", machine), settings=FEW)


def test_every_effect_once_on_sqlite(sqlite_template: SqliteTemplate) -> None:
    check(lambda: sqlite_template.copy(Path(mkdtemp(dir=sqlite_template.file.parent))))


def test_every_effect_once_on_postgresql(postgres: PostgresServer) -> None:
    check(postgres.new_database)
