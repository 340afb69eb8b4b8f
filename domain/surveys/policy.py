"""What an installation decides about surveys."""

from domain.policy_parts import Part


class SurveyPolicy(Part):
    """`folder` holds definitions of one's own, beside the policy file unless it is absolute."""

    folder: str | None = None
