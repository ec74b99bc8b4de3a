"""In whose language each text of a view is: the record's, the memo's, or no language at all.

Every text of every view type stands in one of these tables (a test sees to it). What stands in none of
them is unmarked in a memo of another language than the record's, and read aloud by the wrong voice.
"""

from __future__ import annotations

from collections.abc import Mapping

RECORD: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "AgreementView": "issue text parties limits",
        "ChangeView": "text previous",
        "CitationView": "source",
        "CitedParagraphView": "translation cited_by",
        "CommentView": "text",
        "ConditionView": "text",
        "DenialView": "party text",
        "ElementView": "note",
        "FormulaView": "party speaker addressed_to",
        "GapView": "text closed_by",
        "HeaderView": "title short_title process supersedes caveat",
        "IssueView": "title",
        "LeftOutView": "text",
        "MeetingView": "level parties",
        "MentionView": "text",
        "NextStepView": "text owners limits",
        "ParticipantView": "name title",
        "PartyPositionsView": "name",
        "PositionView": "party text speaker limits",
        "PropertiesView": "author keywords",
        "ReceptionView": "party note",
        "ReportView": "title short_title",
        "SaidView": "name",
        "SideView": "name",
        "SourceView": "short grading",
        "WantsView": "name",
    }.items()
}
"""Words of the record, in its language."""

MEMO: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "AccountView": "title purpose pages",
        "AgreementView": "firmness claim",
        "AudienceView": "title purpose",
        "ChangeView": "novelty",
        "CitationView": "label",
        "CitedParagraphView": "label",
        "CommentView": "confidence likelihood",
        "FirmnessView": "firmness",
        "HeaderView": "as_of",
        "IssueView": "state_of_play",
        "LeftOutView": "reason",
        "MeaningView": "word meaning",
        "MeetingView": "kind",
        "NextStepView": "firmness plain_firmness progress",
        "PositionView": "stance plain_stance attribution",
        "ReceptionView": "reception",
        "ReportView": "as_of",
        "SideView": "role",
        "StateView": "state_of_play",
        "View": "draft",
        "WantsView": "reported",
    }.items()
}
"""Fixed words and days, in the memo's language."""

SPOKEN: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "AgreementView": "words plain_claim",
        "CitedParagraphView": "words",
        "ElementView": "text",
        "FormulaView": "name",
        "MeetingView": "dates dates_as_stated",
        "PartyPositionsView": "reported",
        "PositionView": "words told_by",
        "SaidView": "told",
        "SilenceOr": "text",
        "SourceView": "title description standing plain",
    }.items()
}
"""Texts that know their languages themselves (:mod:`reportgen.view.spoken`): a source's words, several in one."""

NONE: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "AccountView": "name ceiling marking sections within warnings",
        "AgreementView": "id words_language",
        "AudienceView": "name sections",
        "ChangeView": "id",
        "CitationView": "anchor",
        "CitedParagraphView": "anchor",
        "CommentView": "id on",
        "FileView": "name format",
        "FormulaView": "id language",
        "GapView": "id on",
        "HeaderView": "id version",
        "IssueView": "id steps",
        "LeftOutView": "id",
        "MeetingView": "id rounds",
        "MentionView": "id",
        "NextStepView": "id",
        "ParticipantView": "id",
        "PartyPositionsView": "id",
        "PositionView": "id words_language",
        "PropertiesView": "language record_language created",
        "ReportView": "marking id version notices findings",
        "SaidView": "id",
        "SideView": "id",
        "SourceView": "id language url link",
        "View": "marking left_out droppable",
        "WantsView": "id",
    }.items()
}
"""Ids, tags, addresses, numbers, markings, what the program says as it does on the terminal."""
EMPTY: frozenset[str] = frozenset()


def is_of_the_record(view: str, field: str) -> bool:
    """Whether a field of a type of view holds words of the record."""
    return field in RECORD.get(view, EMPTY)
