"""The closed vocabularies of a record; each word carries its definition, which editors show."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Word(StrEnum):
    """A word of a closed vocabulary: its value, and what it means."""

    definition: str

    def __new__(cls, value: str, definition: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.definition = definition
        return word

    @property
    def rank(self) -> int:
        """The place in the vocabulary, from 0: where the order means something, the class says so."""
        return list(type(self)).index(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        reference = handler(schema)
        handler.resolve_ref_schema(reference)["enumDescriptions"] = [word.definition for word in cls]
        return reference


class Handling(Word):
    """How widely an entry may be shown, from the widest to the narrowest."""

    PUBLIC = "public", "may be published"
    INTERNAL = "internal", "for the organization"
    RESTRICTED = "restricted", "for those who work on the talks"
    NAMED = "named", "for the persons named in the distribution only"


class PartyKind(Word):
    """What sort of party."""

    STATE = "state", "a state"
    INTERNATIONAL_ORGANISATION = "international_organisation", "an organization of states"
    BLOC = "bloc", "states or parties that negotiate as a group"
    ARMED_GROUP = "armed_group", "an armed group that is not a state"
    COMPANY = "company", "an employer or business"
    UNION = "union", "a trade union"
    GOVERNMENT_BODY = "government_body", "a ministry, agency, legislature or part of one"
    OTHER = "other", "anything else; also voices without a name, such as some delegates"


class PartyRole(Word):
    """What a party does in the talks."""

    PRINCIPAL = "principal", "a side of the talks"
    MEDIATOR = "mediator", "helps the sides to agree"
    GUARANTOR = "guarantor", "stands behind what is agreed"
    HOST = "host", "gives the place"
    OBSERVER = "observer", "is there, or speaks of the talks, without being a side"
    MENTIONED = "mentioned", "is spoken of and not there"


class SourceKind(Word):
    """What sort of document a source is."""

    READOUT = "readout", "one party's own account"
    JOINT_STATEMENT = "joint_statement", "a text issued by the parties together"
    AGREEMENT_TEXT = "agreement_text", "the text that was signed or adopted"
    NEWS_REPORT = "news_report", "a reporter's account"
    PRESS_CONFERENCE = "press_conference", "remarks to the press"
    TRANSCRIPT = "transcript", "a word-for-word record"
    STATEMENT = "statement", "one party's statement"
    FACT_SHEET = "fact_sheet", "one party's summary of what was settled"
    BULLETIN = "bulletin", "a reporting service's summary of a meeting"
    NOTE = "note", "a note taken in the room"
    OTHER = "other", "anything else"


class Standing(Word):
    """How far a source speaks for a party."""

    AUTHORITATIVE = "authoritative", "the party's own word"
    OFFICIAL_SECONDHAND = "official_secondhand", "an official of a third party reports it"
    PARTISAN_SECONDHAND = "partisan_secondhand", "the other side reports it"
    INDEPENDENT = "independent", "a reporter tied to no side"
    UNKNOWN = "unknown", "not known"


class MeetingKind(Word):
    """What sort of meeting."""

    BILATERAL = "bilateral", "two parties"
    MULTILATERAL = "multilateral", "more than two parties"
    MEDIATED = "mediated", "the sides meet with a mediator"
    PROXIMITY = "proximity", "a mediator goes between sides that do not meet"
    CALL = "call", "by telephone or video"
    SIGNING = "signing", "held to sign a text"
    OTHER = "other", "anything else"


class Certainty(Word):
    """Whether a source states a thing or the analyst worked it out."""

    STATED = "stated", "a source states it"
    DERIVED = "derived", "worked out by the analyst; the basis says how"


class Firmness(Word):
    """What was undertaken, from the firmest to the weakest. Never merged with claim or progress."""

    SIGNED = "signed", "a named text was signed"
    ADOPTED = "adopted", "a body adopted it"
    AGREED = "agreed", '"agreed to X", X the act itself'
    AGREED_IN_PRINCIPLE = "agreed_in_principle", "tentative or ad referendum: text agreed, not signed"
    AGREED_TO_PURSUE = "agreed_to_pursue", '"agreed to work toward Y": the effort is agreed, Y is not'
    AGREED_TO_CONSULT = "agreed_to_consult", "agreed to talk about it"
    PLANNED = "planned", '"will", with no "agreed"'
    INTENDED = "intended", '"eyeing", "aims"'
    OFFERED = "offered", 'one side is "willing" or "ready"'


class Claim(Word):
    """Who says that it was settled. Derived from the sources that carry the evidence."""

    JOINT_TEXT = "joint_text", "a text of the parties together"
    BOTH_READOUTS = "both_readouts", "the accounts of more than one side"
    ONE_READOUT = "one_readout", "one side's account"
    REPORTER_NARRATION = "reporter_narration", "narrated by a reporter"
    DISPUTED = "disputed", "a party denies it"


class Attribution(Word):
    """Whose account a position is known from. Derived from the sources that carry the evidence."""

    OWN_ACCOUNT = "own_account", "the party's own account"
    JOINT_ACCOUNT = "joint_account", "a text of the parties together"
    OTHER_SIDE = "other_side", "as reported by the other side"
    THIRD_PARTY = "third_party", "as reported by a party that is no side of the talks, such as a mediator"
    INDEPENDENT = "independent", "as reported by a source tied to no side"


class Progress(Word):
    """What has happened since, as of the record's date."""

    PENDING = "pending", "nothing is known to have happened yet"
    SCHEDULED = "scheduled", "a date is fixed"
    IN_PROGRESS = "in_progress", "under way"
    DELIVERED = "delivered", "done"
    PARTLY_DELIVERED = "partly_delivered", "done in part"
    LAPSED = "lapsed", "the time for it has passed"
    WITHDRAWN = "withdrawn", "taken back"
    SUPERSEDED = "superseded", "replaced by something later"
    UNKNOWN = "unknown", "not known"


class Novelty(Word):
    """How it stands against the last round."""

    NEW = "new", "not said or settled before"
    REAFFIRMED = "reaffirmed", "as before"
    ADVANCED = "advanced", "goes further than before"
    DILUTED = "diluted", "falls short of before"
    UNKNOWN = "unknown", "not compared"


class Stance(Word):
    """What a party does with its words."""

    ASSERTS = "asserts", "states a fact"
    HOLDS = "holds", "states a belief or principle"
    WANTS = "wants", "states what it would have"
    SUPPORTS = "supports", "is for it"
    OPPOSES = "opposes", "is against it"
    PROPOSES = "proposes", "puts forward a text, step or formula"
    CALLS_FOR = "calls_for", "says what others, or both, should do"
    OFFERS = "offers", "is willing or ready to"
    COMMITS = "commits", "undertakes by itself"
    CONDITIONS = "conditions", "will, if"
    CONCURS = "concurs", "shares a view that someone stated"
    REQUESTS = "requests", "asks for something"
    REJECTS = "rejects", "turns down what was put forward"
    CONCERN = "concern", "voices worry"
    RESERVES = "reserves", "keeps its position open"

    @property
    def hedged(self) -> bool:
        """Whether the exact words matter so much that they must be given."""
        return self in {
            Stance.WANTS, Stance.CALLS_FOR, Stance.OFFERS, Stance.CONDITIONS, Stance.CONCURS, Stance.PROPOSES,
        }  # fmt: skip


class Speech(Word):
    """How the source carries the words; only the first two permit quotation marks."""

    DIRECT_QUOTE = "direct_quote", "a whole sentence in quotation marks"
    PARTIAL_QUOTE = "partial_quote", "some words in quotation marks"
    INDIRECT_SPEECH = "indirect_speech", "reported with a verb of speech"
    CONTINUATION = "continuation", "no verb of speech, placed with a speaker's remarks"
    NARRATION = "narration", "the reporter's own account"
    JOINT_TEXT = "joint_text", "words of a text of the parties together"

    @property
    def quotes(self) -> bool:
        """Whether an entry may carry quotation marks."""
        return self in {Speech.DIRECT_QUOTE, Speech.PARTIAL_QUOTE}


class SpeakerBasis(Word):
    """How the speaker is known."""

    STATED = "stated", "the source names the speaker"
    INFERRED = "inferred", "by its place among a speaker's remarks"


class StateOfPlay(Word):
    """Where an issue stands after the talks: the last column of the matrix."""

    AGREED = "agreed", "an outcome was agreed, signed or adopted"
    AGREED_TO_PURSUE = "agreed_to_pursue", "the effort is agreed, the outcome is not"
    AGREED_TO_CONSULT = "agreed_to_consult", "agreed to talk about it"
    PLANNED = "planned", "something will be done; no agreement is reported"
    SHARED_VIEW = "shared_view", "both sides' accounts carry one view"
    SHARED_VIEW_ONE_SOURCE = "shared_view_one_source", "one account says that both hold one view"
    PARALLEL_STATEMENTS = "parallel_statements", "compatible, not common, words"
    DIVERGENT = "divergent", "the sides' words exclude one another"
    ONE_SIDE_ONLY = "one_side_only", "only one side's words are reported"
    DISCUSSED_NO_CONTENT = "discussed_no_content", "raised, and nothing of it reported"
    NOT_DISCUSSED = "not_discussed", "not reported as raised"


class DueKind(Word):
    """How a next step's time is given."""

    DATE = "date", "a day"
    WINDOW = "window", "between two days, or by one"
    RELATIVE = "relative", "in words, such as in the coming days"
    OPEN = "open", "deliberately left open"
    NOT_STATED = "not_stated", "the sources do not say"


class ReceptionValue(Word):
    """What another party is reported to have made of a formula."""

    ACCEPTED = "accepted", "took it up"
    PARTLY_ACCEPTED = "partly_accepted", "took up part of it"
    REJECTED = "rejected", "turned it down"
    COUNTERED = "countered", "answered with its own"
    NOTED = "noted", "took note"
    NOT_REPORTED = "not_reported", "no response is reported"


class Confidence(Word):
    """How sure the analyst is of a comment, for the quality of what it rests on (ICD 203)."""

    HIGH = "high", "good sources, little room for another reading"
    MODERATE = "moderate", "credible sources, other readings possible"
    LOW = "low", "scant or doubtful sources"


class Likelihood(Word):
    """How likely the analyst holds a thing to be (the yardstick of the UK's PHIA)."""

    REMOTE = "remote_chance", "up to 5 per cent"
    HIGHLY_UNLIKELY = "highly_unlikely", "10 to 20 per cent"
    UNLIKELY = "unlikely", "25 to 35 per cent"
    REALISTIC_POSSIBILITY = "realistic_possibility", "40 to under 50 per cent"
    LIKELY = "likely", "55 to 75 per cent"
    HIGHLY_LIKELY = "highly_likely", "80 to 90 per cent"
    ALMOST_CERTAIN = "almost_certain", "95 per cent or more"


class ClearanceResult(Word):
    """What a clearing unit answered."""

    CLEARED = "cleared", "without change"
    CLEARED_WITH_EDITS = "cleared_with_edits", "its changes are in"
    INFORMED = "informed", "had sight, was not asked to clear"
    PENDING = "pending", "not answered yet"
    REFUSED = "refused", "does not clear"
