"""In whose language each text of a view is: the record's, the memo's, or no language at all.

Every text of every view type stands in one of these tables (a test sees to it). What stands in none of
them is unmarked in a memo of another language than the record's, and read aloud by the wrong voice.
"""

from __future__ import annotations

from collections.abc import Mapping

RECORD: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "AcceptanceView": "reason",
        "VoiceView": "short",
        "AgreementView": "issue text parties limits",
        "ChangeView": "text previous",
        "CitationView": "source",
        "CitedParagraphView": "translation",
        "CiterView": "label",
        "CommentView": "text",
        "ConditionView": "text",
        "CoverageView": "short",
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
        "NumberedView": "reason",
        "OmissionView": "reason",
        "ParticipantView": "name title",
        "PartyPositionsView": "name",
        "PassageView": "translation",
        "PositionView": "party text speaker limits",
        "PropertiesView": "author keywords",
        "ReceptionView": "party note",
        "ReportView": "title short_title",
        "SaidView": "name",
        "SideView": "name",
        "SourceTextView": "short",
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
        "FactView": "label",
        "FindingView": "level",
        "FirmnessView": "firmness",
        "HeaderView": "as_of",
        "IssueView": "state_of_play",
        "LeftOutView": "reason",
        "MeaningView": "word meaning",
        "MeetingView": "kind",
        "NextStepView": "firmness plain_firmness progress",
        "NumberedView": "label",
        "PartView": "label",
        "PassageView": "about",
        "PositionView": "stance plain_stance attribution",
        "ReceptionView": "reception",
        "ReportView": "as_of",
        "SideView": "role",
        "SignatureView": "state",
        "StateView": "state_of_play",
        "View": "draft",
        "VocabularyView": "name",
        "WantsView": "reported",
    }.items()
}
"""Fixed words and days, in the memo's language."""

SPOKEN: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "AcceptanceView": "name found",
        "AgreementView": "words plain_claim",
        "AnnexView": "speakers program",
        "VoiceView": "voice",
        "CitedParagraphView": "words",
        "ComparedView": "title",
        "DigestView": "file sha256",
        "ElementView": "text",
        "EntryView": "label",
        "FindingView": "name found remedy",
        "FormulaView": "name",
        "MeetingView": "dates dates_as_stated",
        "PartyPositionsView": "reported",
        "PassageView": "words",
        "PositionView": "words told_by",
        "RestingView": "start",
        "RunView": "text",
        "SaidView": "told",
        "SegmentView": "words",
        "SignatureView": "digest",
        "SilenceOr": "text",
        "SourceView": "title description standing plain",
        "SourcedView": "source",
    }.items()
}
"""Texts that know their languages themselves (:mod:`reportgen.view.spoken`): a source's words, several in one."""

NONE: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "AccountView": "name ceiling marking sections within warnings",
        "AcceptanceView": "code",
        "VoiceView": "id",
        "AgreementView": "id words_language",
        "AudienceView": "name sections",
        "ChangeView": "id",
        "CitationView": "anchor",
        "CitedParagraphView": "anchor",
        "CiterView": "anchor",
        "CommentView": "id on",
        "FileView": "name format",
        "ComparedView": "id table",
        "CoverageView": "source",
        "DigestView": "of",
        "EntryView": "id field",
        "FactView": "field language",
        "FindingView": "code",
        "FormulaView": "id language",
        "GapView": "id on",
        "HeaderView": "id version",
        "IssueView": "id steps",
        "LeftOutView": "id",
        "MeetingView": "id rounds",
        "MentionView": "id",
        "NextStepView": "id",
        "NumberedView": "anchor",
        "PartView": "name",
        "ParticipantView": "id",
        "PartyPositionsView": "id",
        "PassageView": "of language",
        "PositionView": "id words_language",
        "PropertiesView": "language record_language created",
        "ReportView": "marking id version notices findings",
        "RunView": "anchor",
        "SaidView": "id",
        "SideView": "id",
        "SourceTextView": "id language",
        "SourceView": "id language url link",
        "View": "marking left_out",
        "WantsView": "id",
    }.items()
}
"""Ids, tags, addresses, numbers, markings, what the program says as it does on the terminal."""
EMPTY: frozenset[str] = frozenset()


def is_of_the_record(view: str, field: str) -> bool:
    """Whether a field of a type of view holds words of the record."""
    return field in RECORD.get(view, EMPTY)
