"""What severities, verdicts and remedies are called, for cards, lists and reports alike."""

from domain.complaints.handling import RemedyKind, Verdict
from domain.complaints.severity import Severity
from domain.text import Text

SEVERITIES = {
    Severity.MINOR: Text("complaint.severity_minor"),
    Severity.MODERATE: Text("complaint.severity_moderate"),
    Severity.SERIOUS: Text("complaint.severity_serious"),
    Severity.CRITICAL: Text("complaint.severity_critical"),
}
VERDICTS = {
    Verdict.JUSTIFIED: Text("complaint.verdict_justified"),
    Verdict.PARTLY: Text("complaint.verdict_partly"),
    Verdict.UNJUSTIFIED: Text("complaint.verdict_unjustified"),
}
REMEDIES = {
    RemedyKind.APOLOGY: Text("complaint.remedy_apology"),
    RemedyKind.EXPLANATION: Text("complaint.remedy_explanation"),
    RemedyKind.REPAIR: Text("complaint.remedy_repair"),
    RemedyKind.REPLACEMENT: Text("complaint.remedy_replacement"),
    RemedyKind.REFUND: Text("complaint.remedy_refund"),
    RemedyKind.GOODWILL: Text("complaint.remedy_goodwill"),
}
