"""That storage fits the ports is for mypy to prove; this file gives it the occasion."""

from domain import pipeline, ports
from storage import Storage


def conforms(storage: Storage) -> None:
    reads: ports.Reads = storage.reads
    source: ports.FaqSource = storage.faq_source
    curation: ports.CurationReads = storage.curation
    complaints: ports.ComplaintReads = storage.complaints
    inbox: pipeline.Inbox = storage.inbox
    works: pipeline.Works = storage.works
    queue: pipeline.OutboxQueue = storage.outbox_queue
    lanes: pipeline.LaneLocks = storage.lanes
    leadership: pipeline.Leadership = storage.leadership
    bell: pipeline.Bell = storage.bell
    timers: pipeline.TimerQueue = storage.timers
    del reads, source, curation, complaints, inbox, works, queue, lanes, leadership, bell, timers


def test_every_port_has_its_implementation(storage: Storage) -> None:
    conforms(storage)
