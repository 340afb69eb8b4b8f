"""What staff and owners read about a case's kind, status and priority."""

from domain.cases import Case, CaseKind, CasePriority, CaseStatus
from domain.incoming import MediaKind
from domain.text import Text

_KINDS = {
    CaseKind.QUESTION: Text("case.kind_question"),
    CaseKind.COMPLAINT: Text("case.kind_complaint"),
    CaseKind.EMERGENCY: Text("case.kind_emergency"),
    CaseKind.FOLLOW_UP: Text("case.kind_follow_up"),
    CaseKind.BOOKING: Text("case.kind_booking"),
}

PRIORITIES = {
    CasePriority.LOW: Text("case.priority_low"),
    CasePriority.NORMAL: Text("case.priority_normal"),
    CasePriority.HIGH: Text("case.priority_high"),
    CasePriority.URGENT: Text("case.priority_urgent"),
}

STATUSES = {
    CaseStatus.OPEN: Text("case.status_open"),
    CaseStatus.WAITING: Text("case.status_waiting"),
    CaseStatus.RESOLVED: Text("case.status_resolved"),
    CaseStatus.CLOSED: Text("case.status_closed"),
}

_MEDIA = {
    None: Text("case.media_text"),
    MediaKind.PHOTO: Text("case.media_photo"),
    MediaKind.VIDEO: Text("case.media_video"),
    MediaKind.VIDEO_NOTE: Text("case.media_video"),
    MediaKind.ANIMATION: Text("case.media_animation"),
    MediaKind.VOICE: Text("case.media_voice"),
    MediaKind.AUDIO: Text("case.media_audio"),
    MediaKind.DOCUMENT: Text("case.media_document"),
    MediaKind.STICKER: Text("case.media_sticker"),
    MediaKind.LOCATION: Text("case.media_location"),
    MediaKind.CONTACT: Text("case.media_contact"),
    MediaKind.OTHER: Text("case.media_other"),
}


def kind_of(kind: MediaKind | None) -> Text:
    """Return what a kind of message is called; None is text."""
    return _MEDIA[kind]


def kind_of_case(case: Case) -> Text:
    """Return what a case is about; of an emergency that was none, that it was none."""
    if case.kind is CaseKind.EMERGENCY and not case.is_emergency:
        return Text("case.kind_called_off")
    return _KINDS[case.kind]


def assignee_of(case: Case) -> Text:
    """Return who has the case, or that nobody has."""
    if case.assignee is None:
        return Text("case.with_nobody")
    return Text("case.with", name=case.assignee_name or str(case.assignee))
