"""What Prometheus may know: counts and times, never who or what was said."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()

RECEIVED = Counter(
    "ownerline_updates_received_total", "Updates committed to the inbox", registry=REGISTRY
)
HANDLED = Counter(
    "ownerline_updates_handled_total",
    "Updates by what came of them (done, set_aside, repeated)",
    ["result"],
    registry=REGISTRY,
)
HANDLING = Histogram(
    "ownerline_update_handling_seconds",
    "From taking an update in hand to its commit",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
SENT = Counter(
    "ownerline_outbox_calls_total",
    "Calls of the outbox by outcome (sent, dead, unknown, superseded)",
    ["outcome"],
    registry=REGISTRY,
)
HELD_BACK = Counter(
    "ownerline_outbox_held_back_total",
    "Times Telegram made us wait or failed (wait, again, unauthorised)",
    ["verdict"],
    registry=REGISTRY,
)
SEND_DELAY = Histogram(
    "ownerline_outbox_delay_seconds",
    "From the commit of a reply to Telegram's yes",
    ["priority"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600),
    registry=REGISTRY,
)
OUTBOX_DEPTH = Gauge(
    "ownerline_outbox_depth", "Calls in the outbox by state", ["state"], registry=REGISTRY
)
LEADING = Gauge(
    "ownerline_leading", "Whether this process leads the bot", ["bot"], registry=REGISTRY
)
POLL_FAILURES = Counter(
    "ownerline_poll_failures_total", "Failed calls of getUpdates", registry=REGISTRY
)

CHAT_MODEL = Counter(
    "ownerline_chat_model_calls_total",
    "Times a chat model was to word an answer or complete a follow-up, by what came of it (used, "
    "or why the curators' words stood)",
    ["task", "outcome"],
    registry=REGISTRY,
)
CHAT_MODEL_SECONDS = Histogram(
    "ownerline_chat_model_seconds",
    "How long an owner waited for the chat model, its check included",
    ["task"],
    buckets=(0.01, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16),
    registry=REGISTRY,
)


def exposition() -> bytes:
    """Return all metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)
