"""What the fields of GraphQL need: those that begin a question or change, and those kept from some.

Whoever asks is signed in. Whatever is of an area is asked of the store, which gives it to those who
see that area; so only what needs more than that stands here by its type and name. A field that
begins a question, change or subscription and is missing here is denied.
"""

from api.access.needs import EDITOR, REVIEWER, SIGNED_IN, Need

_LISTS = (
    *("organisations", "departments", "bodies", "people", "posts", "seatsByThemselves"),
    *("communities", "plans", "agreements", "programmes", "agendas", "services", "sites", "teams"),
    *("events", "footprints", "actions", "commitments", "mattersForDecision", "decisionsTaken"),
    *("partnerScores", "netMapRatings", "wilderInventoryResults", "attendanceTotals", "things"),
    *("links", "seats", "findings", "facts", "sources", "meetings", "engagement"),
)
_QUESTIONS = (
    *("areas", "area", "node", "nodes", "areaViews", "findingChanges", "search", "document"),
    *("rateLimit", "rules", "policyChanges", "ruleChanges", "rule"),
)
# By the type where something begins. Lists leave out what is not seen; a change names an area, and
# takes the role there.
ROOT_NEEDS: dict[str, dict[str, Need]] = {
    "Query": dict.fromkeys((*_LISTS, *_QUESTIONS), SIGNED_IN),
    "Mutation": {
        **dict.fromkeys(("keepScenario", "acceptScenario", "dropScenario"), EDITOR),
        # What became of a question may be written by a reviewer, all else by an editor: that is
        # asked where it is written, change by change.
        **dict.fromkeys(("applyChanges", "previewChanges", "undo"), REVIEWER),
    },
    # Before each event it is asked anew whether the area is seen.
    "Subscription": {"areaChanged": SIGNED_IN},
}
# Registers say meeting by meeting who came; a change says who wrote it.
FIELD_NEEDS: dict[str, Need] = {
    "Meeting.register": REVIEWER,
    "PartnerEngagement.attendance": REVIEWER,
    "QuorumUnderStress.registers": REVIEWER,
    "AreaView.remarks": REVIEWER,
    "AreaView.askedQuestions": REVIEWER,
    "Change.who": REVIEWER,
    "Change.source": REVIEWER,
    "Change.saidBy": REVIEWER,
    "Change.meeting": REVIEWER,
    "Area.scenarios": EDITOR,
    "AreaView.compareScenario": EDITOR,
}
