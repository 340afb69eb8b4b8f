"""Rows as they were at each revision, for the migrations that follow it."""

from tests.storage.updates import BOT, CHAT

_AT = "'2026-01-01 00:00:00'"

ROWS: dict[str, tuple[str, ...]] = {
    "0001": (
        f"INSERT INTO owners (id, name, created_at) VALUES (1, 'Mei Lin', {_AT})",
        (
            "INSERT INTO owner_identities (channel, external_id, owner_id, created_at)"
            f" VALUES ('telegram', '{CHAT}', 1, {_AT})"
        ),
        (
            "INSERT INTO chats (bot_id, chat_id, owner_id, kind, title, first_name, last_name,"
            f" first_seen_at, changed_at) VALUES ({BOT}, {CHAT}, 1, 'private', '', 'Mei', 'Lin',"
            f" {_AT}, {_AT})"
        ),
        f"INSERT INTO vehicles (id, model, year, created_at) VALUES (1, 'lyra', 2024, {_AT})",
        f"INSERT INTO ownerships (owner_id, vehicle_id, since) VALUES (1, 1, {_AT})",
        (
            "INSERT INTO updates (bot_id, update_id, lane, state, attempts, received_at, payload)"
            f" VALUES ({BOT}, 17, '{CHAT}', 'pending', 0, {_AT}, '{{}}')"
        ),
        (
            "INSERT INTO outbox (bot_id, chat_id, priority, state, attempts, at_most_once, method,"
            f" created_at, params) VALUES ({BOT}, {CHAT}, 0, 'waiting', 0, false, 'sendMessage',"
            f" {_AT}, '{{}}')"
        ),
        (
            "INSERT INTO faq_entries (id, key, category, status, models, version, created_at,"
            f" changed_at) VALUES (1, 'oil', 'service', 'published', '[]', 1, {_AT}, {_AT})"
        ),
        (
            "INSERT INTO faq_texts (entry_id, locale, position, question, answer)"
            " VALUES (1, 'en', 0, 'Which oil?', '0W-20')"
        ),
        (
            "INSERT INTO sent_messages (bot_id, chat_id, message_id, outbox_id, ref)"
            f" VALUES ({BOT}, {CHAT}, 77, 1, 'card:1')"
        ),
        "UPDATE faq_state SET revision = 1",
    ),
}
ROWS["0002"] = (
    *ROWS["0001"],
    "INSERT INTO case_numbers (letter, year, last) VALUES ('Q', 2026, 1)",
    (
        "INSERT INTO cases (id, number, kind, origin, bot_id, owner_id, owner_chat_id, desk,"
        " locale, subject, status, priority, opened_at, asked, said, assignee_name, is_claimed,"
        " queued_until, waited_s, reopened, rating_words, note_mode, breach_told, version)"
        f" VALUES (1, 'Q-2026-000001', 'question', 'no_answer', {BOT}, 1, {CHAT}, 'main', 'en',"
        f" 'Brakes', 'open', 'normal', {_AT}, 'They squeak', '', '', false, {_AT}, 0, 0, '', false,"
        " false, 1)"
    ),
    (
        "INSERT INTO case_messages (id, case_id, author, author_id, author_name, bot_id, chat_id,"
        " message_id, written_at, text, html, relay)"
        f" VALUES (1, 1, 'owner', {CHAT}, 'Mei Lin', {BOT}, {CHAT}, 11, {_AT}, 'They squeak', '',"
        " 'sent')"
    ),
    (
        "INSERT INTO message_twins (bot_id, chat_id, message_id, case_message_id, is_source)"
        f" VALUES ({BOT}, {CHAT}, 11, 1, true)"
    ),
    (
        "INSERT INTO staff (user_id, first_name, last_name, on_duty, changed_at)"
        f" VALUES (801, 'Ann', '', true, {_AT})"
    ),
    (
        "INSERT INTO staff_roles (desk, user_id, role, granted_by, granted_at)"
        f" VALUES ('main', 801, 'agent', 1, {_AT})"
    ),
)
ROWS["0003"] = (
    *ROWS["0002"],
    (
        "INSERT INTO cases (id, number, kind, origin, bot_id, owner_id, owner_chat_id, desk,"
        " locale, subject, status, priority, opened_at, asked, said, assignee_name, is_claimed,"
        " queued_until, waited_s, reopened, rating_words, note_mode, breach_told, version)"
        f" VALUES (2, 'C-2026-000001', 'complaint', 'complaint', {BOT}, 1, {CHAT}, 'main', 'en',"
        f" 'Paint', 'open', 'normal', {_AT}, 'It peels', '', '', false, {_AT}, 0, 0, '', false,"
        " false, 1)"
    ),
    (
        "INSERT INTO faq_drafts (id, entry_id, base_version, by, entry, version, created_at,"
        f" changed_at) VALUES (1, 1, 1, 801, '{{}}', 1, {_AT}, {_AT})"
    ),
)
ROWS["0004"] = (
    *ROWS["0003"],
    (
        "INSERT INTO survey_responses (id, survey, version, bot_id, owner_id, chat_id, locale,"
        " desk, trigger, begun_at, answers, score, words, revision)"
        f" VALUES (1, 'nps', 1, {BOT}, 1, {CHAT}, 'en', 'main', 'link', {_AT}, '{{}}', 9, '', 1)"
    ),
    (
        "INSERT INTO owner_facts (owner_id, key, value, at, survey)"
        f" VALUES (1, 'household', '\"alone\"', {_AT}, 'profile')"
    ),
)
ROWS["0005"] = (*ROWS["0004"], f"UPDATE cases SET called_off_at = {_AT} WHERE id = 1")
ROWS["0006"] = (
    *ROWS["0005"],
    (
        "INSERT INTO complaints (case_id, car, place, wish_words, severity, reasons)"
        " VALUES (2, '', 'yesterday', '', 'serious', '[[\"legal\", 0]]')"
    ),
)
ROWS["0007"] = ROWS["0006"]
ROWS["0008"] = (
    *ROWS["0007"],
    (
        "INSERT INTO faq_labels (id, folded, question, expected, origin, at, by)"
        f" VALUES (1, 'which oil?', 'Which oil?', '[\"oil\"]', 'imported', {_AT}, 'command')"
    ),
)
ROWS["0009"] = (
    *ROWS["0008"],
    (
        "INSERT INTO complaint_remedies (case_id, kind, amount, words, state, by, at)"
        f" VALUES (2, 'goodwill', 300, '', 'offered', 801, {_AT})"
    ),
    (
        "INSERT INTO complaint_actions (case_id, words, owner_id, owner_name, due, by, at)"
        f" VALUES (2, 'Check the wrenches', 801, 'Ann', '2026-02-01', 801, {_AT})"
    ),
)
ROWS["0010"] = (
    *ROWS["0009"],
    (
        "INSERT INTO attachments (id, case_message_id, kind, file_id, unique_id, name, mime, state,"
        " attempts, reason) VALUES (1, 1, 'photo', 'F1', 'U1', '', '', 'waiting', 0, '')"
    ),
)
ROWS["0011"] = (
    *ROWS["0010"],
    (
        "INSERT INTO events (id, key, kind, names, at, received_at)"
        f" VALUES (1, 'k', 'delivery', '[]', {_AT}, {_AT})"
    ),
    (
        "INSERT INTO survey_invitations (id, survey, owner_id, trigger, cause, state, due_at)"
        f" VALUES (1, 'nps', 1, 'event:delivery', 'event:1', 'planned', {_AT})"
    ),
)
ROWS["0012"] = (*ROWS["0011"], "UPDATE complaints SET level = 1 WHERE case_id = 2")
ROWS["0013"] = (
    *ROWS["0012"],
    (
        "INSERT INTO faq_gaps (id, status, asked, first_at, last_at)"
        f" VALUES (1, 'open', 0, {_AT}, {_AT})"
    ),
)
ROWS["0014"] = ROWS["0013"]
ROWS["0015"] = (*ROWS["0014"], "UPDATE cases SET is_anonymous = true WHERE id = 2")
ROWS["0016"] = ROWS["0015"]
ROWS["0017"] = (
    *ROWS["0016"],
    (
        "INSERT INTO survey_ballots (id, survey, version, question, answer, score, month, desk)"
        " VALUES ('a1', 'pulse', 1, 'score', '9', 9, '2026-01-01', 'main')"
    ),
    "INSERT INTO survey_participants (owner_id, survey, since) VALUES (1, 'pulse', '2026-01-01')",
)
ROWS["0018"] = (
    *ROWS["0017"],
    (
        "INSERT INTO survey_waves (id, survey, state, created_at, planned_to)"
        f" VALUES (1, 'nps', 'running', {_AT}, 0)"
    ),
)
ROWS["0019"] = ROWS["0018"]
