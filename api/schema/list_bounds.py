"""How long a list can be that does not come in pages: said at the end of its description.

A list without an entry here fails a test: it is to come in pages, or to say its bound.
"""

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from api.schema.connections import MOST
from graph.kinds.words import SECTORS
from graph.rules.policy_changes import POLICY
from graph.rules.run import RULES

_CHECK, _THING = f"one for each check, {len(RULES)} in all", "one for each thing on the map"
_FACT, _BODY = "one for each fact on record", "one for each body"
_PARTNER, _SEAT = "one for each organisation", "one for each seat"
_WORDS = "one for each word of its list"
# By the type of what is listed: at most so many.
_OF_TYPE = {
    "AnyOf": _SEAT,
    "Appearance": "one for each area",
    "Area": "one for each area that is held",
    "Arrangement": "one for each body and seat",
    "AttributeChoice": _WORDS,
    "AttendanceEntry": "one for each meeting",
    "AttributeValue": "one for each attribute of its kind",
    "Change": "one for each fact that was written together",
    "Citation": "one for each passage that is cited",
    "ClassCount": "one for each class of members",
    "CommissioningChain": "one for each way that money goes on from a commission",
    "Date": "two for each fact on record",
    "DecisionRightHeld": "one for each right over the matter",
    "Declaration": "one for each list of a thing or the area",
    "DelegationStep": "one for each delegation",
    "Fact": _FACT,
    "FactChange": _FACT,
    "Finding": f"{_CHECK}, and each map",
    "FindingChange": _CHECK,
    "FindingMoved": _CHECK,
    "ImportedScore": "one for each rating on record",
    "InvolvementGroup": "one for each way to involve partners, and one more",
    "JoinedGroup": _THING,
    "KindCount": "one for each kind of thing and link",
    "LineChange": _BODY,
    "Link": "one for each link on the map",
    "ListToDeclare": "one for each list of a thing or the area",
    "Measure": "one for each measure",
    "MeasuredThing": _THING,
    "ModuleAnswer": "twelve",
    "NewName": _THING,
    "NoSuggestion": "one for each subject of the check",
    "Node": f"{MOST}",
    "NotScored": _PARTNER,
    "OneHolder": "one for each pair of bodies",
    "OutcomeTotal": "one for each outcome",
    "Paper": "one for each paper of the measure",
    "PartnerListed": _PARTNER,
    "PartnerSeat": _SEAT,
    "PolicyChange": f"{len(POLICY)}",
    "PolicyDay": "four",
    "Problem": "one for each change that is sent",
    "ProposedChange": "200",
    "QuorumNumber": "one for each number that the quorum asks",
    "QuorumSpare": "one for each number that the quorum asks",
    "QuorumUnderStress": _BODY,
    "RegisterEntry": "one for each entry of the register",
    "RegisterQuorum": "one for each meeting",
    "Remark": _BODY,
    "Risk": "one for each line of the register",
    "RiskRegister": "one for each plan",
    "Rule": f"{len(RULES)}",
    "RuleChange": _CHECK,
    "Scenario": "one for each that is kept",
    "ScorePart": "one for each part of the method",
    "SeatGroup": _SEAT,
    "SectorPartners": f"one for each of {len(SECTORS)} sectors, and one more",
    "SharedMembers": "one for each pair of bodies",
    "Sight": "two for each main board",
    "Source": "one for each area",
    "SourceReference": "one for each place it was read in",
    "Step": _THING,
    "StoppingPattern": "a hundred",
    "SubjectChange": "one for each subject of the check",
    "SubjectFinding": "one for each subject of the check",
    "Succession": _THING,
    "Suggestion": "20, or one for each subject of the check",
    "Thing": _THING,
    "ToldAttendanceTotal": "one for each total on record",
    "WhoDecides": "one for each matter for decision, and each that is only named",
    "WorkshopGuest": _THING,
    "WorkshopPart": "five",
}
# Of lists of texts and ids, by the name of the field.
_OF_TEXTS = {
    "aliases": "one for each name on record",
    "cautions": "a handful",
    "hanging": _FACT,
    "inShort": "five",
    "near": "three",
    "needs": "one for each fact that it names",
    "notKnown": "one for each part or seat that is not known",
    "notes": "a handful",
    "notices": "a handful",
    "path": "one for each step to a value",
    "questions": "one for each question",
    "readIn": "one for each place it was read in",
    "remedies": "a handful",
    "tookOver": _THING,
}


def bound_of(field: str, item: str) -> str | None:
    """Return how long a list of a field can be at most; None where nobody has said."""
    if item not in ("String", "ID"):
        return _OF_TYPE.get(item)
    return _WORDS if field.endswith("Words") else _OF_TEXTS.get(field)


def unpaged_lists(schema: GraphQLSchema) -> list[tuple[str, GraphQLField, GraphQLNamedType]]:
    """Return the fields that give a list without pages: as "Type.field", and what is listed."""
    found: list[tuple[str, GraphQLField, GraphQLNamedType]] = []
    for name, kind in schema.type_map.items():
        paged = name.startswith("__") or name.endswith(("Connection", "Edge"))
        if paged or not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            continue
        for field, definition in kind.fields.items():
            given = definition.type
            inner = given.of_type if isinstance(given, GraphQLNonNull) else given
            if isinstance(inner, GraphQLList):
                found.append((f"{name}.{field}", definition, get_named_type(inner)))
    return found


def state_bounds(schema: GraphQLSchema) -> None:
    """Say at the end of the description of each list without pages how long it can be."""
    for name, definition, item in unpaged_lists(schema):
        words = isinstance(item, GraphQLEnumType)
        field = name.partition(".")[2]
        bound = _WORDS if words else bound_of(field, item.name)
        if bound:
            said = (definition.description or "").rstrip()
            definition.description = f"{said} At most {bound}."
