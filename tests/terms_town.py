"""Terms of reference as a new user puts them into the workbook: an open partnership with a steering
group, an operational group that officers set up, a governors' committee with delegated decisions, a
panel that answers to two organisations, and an executive that acts for a partnership that followed
an older one.

The shapes are those of published terms; names, words and numbers are made up.
"""

from tests.loaders.workbook.loading import Sheets

_PARTNERSHIP, _STEERING = "Harbour Partnership", "Steering group"
_TASK, _LEARNING, _GOVERNORS = "Housing task group", "Learning committee", "Governing body"
_MATTERS = ("Visits policy", "Term dates", "Set-up of sub groups", "Members of the steering group")
_AGENCIES = "Agencies that made the commitment"
_BODY = ("Name", "Kind of body", "Purpose", "Short name", "Delegated authority", "Membership",
         "Days between meetings", "How often it meets", "Decides by", "Quorum", "Quorum by class",
         "Quorum in words", "Deputies", "Chair is", "Terms of reference exist",
         "Months between reviews of the terms", "Terms last reviewed",
         "Review of the terms in words", "Decides or advises", "Stands for several", "Named",
         "In scope", "Since", "Until")  # fmt: skip
_LINK = ("From", "Link", "To", "Matter", "What is reported", "Days between reports", "Right",
         "Reserved", "Appointed", "Part in it", "Work", "How firm", "Since")  # fmt: skip


def _rows(heads: tuple[str, ...], *rows: dict[str, str]) -> list[tuple[str, ...]]:
    for row in rows:
        assert row.keys() <= set(heads), row.keys() - set(heads)
    return [heads, *(tuple(row.get(head, "") for head in heads) for row in rows)]


def _body(name: str, kind: str, **rest: str) -> dict[str, str]:
    own = {"Name": name, "Kind of body": kind}
    return own | {key.replace("_", " "): value for key, value in rest.items()}


def _link(start: str, kind: str, stop: str, **rest: str) -> dict[str, str]:
    own = {"From": start, "Link": kind, "To": stop}
    return own | {key.replace("_", " "): value for key, value in rest.items()}


TERMS: Sheets = {
    "Area": [("Slug", "Area"), ("testham", "Testham")],
    "Organisations": [
        ("Kind", "Name", "Sector", "Stands for several"),
        ("organisation", "Harbour Council", "council, corporate", ""),
        ("organisation", "Harbour Police", "police", ""),
        ("organisation", "Care Board", "integrated care board (NHS)", ""),
        ("organisation", "Children's Trust", "council, children's services", ""),
        ("organisation", "Inspectorate", "", ""),
        ("organisation", _AGENCIES, "", "yes"),
        ("department", "Housing quality team", "", ""),
    ],
    "Posts": [
        ("Name", "Delegated authority"),
        ("Coordinator", "no"),
        ("Lead for community safety", ""),
        ("Head or deputy head", ""),
        ("Clerk", ""),
    ],
    "People": [("Name",), ("Person A",), ("Person B",)],
    "Plans and agreements": [("Kind", "Name"), ("plan", "Plan against slavery")],
    "Matters and decisions": [
        ("Kind", "Name", "Kind of matter"),
        ("matter", _MATTERS[0], "policy"),
        ("matter", _MATTERS[1], "other"),
        ("matter", _MATTERS[2], "structure"),
        ("matter", _MATTERS[3], "appointment"),
        ("matter", "Functions of each agency", "other"),
    ],
    "Bodies": _rows(
        _BODY,
        _body(_PARTNERSHIP, "partnership board", Delegated_authority="no", Membership="open",
              Days_between_meetings="90", How_often_it_meets="each quarter"),
        _body(_STEERING, "committee", Purpose="Leads the partnership.", Delegated_authority="no"),
        _body("Task and finish groups", "working group", Stands_for_several="yes",
              How_often_it_meets="as needed"),
        _body("Prevent", "sub group"),
        _body("Boards it concerns", "partnership board", Stands_for_several="yes", Named="no",
              In_scope="no"),
        _body(_TASK, "operational group", Short_name="HTG", Days_between_meetings="42",
              Decides_by="consensus; chair decides", Deputies="any", Chair_is="elected",
              Terms_of_reference_exist="yes", Months_between_reviews_of_the_terms="12",
              Terms_last_reviewed="2025-06-27",
              Review_of_the_terms_in_words="The part on sharing when the law changes."),
        _body("Network against slavery", "network"),
        _body(_LEARNING, "committee", Quorum="3", Quorum_by_class="Head or deputy head: 1",
              Quorum_in_words="Three, and the head or deputy.",
              Decides_or_advises="decides; recommends"),
        _body(_GOVERNORS, "committee"),
        _body("Panel", "committee"),
        _body("Safeguarding partnership", "safeguarding partnership", Since="2019-09-29"),
        _body("Lead partners' executive", "executive group", Quorum="3",
              Quorum_by_class="council: 1; icb: 1; police: 1"),
        _body("Old safeguarding board", "partnership board", Until="2019-09-28"),
    ),
    "Links": _rows(
        _LINK,
        _link(_STEERING, "owns", "Plan against slavery"),
        _link("Coordinator", "reports to", _STEERING, What_is_reported="progress of the plan"),
        _link("Coordinator", "is accountable to", _STEERING),
        _link("Coordinator", "serves", _PARTNERSHIP, Work="secretariat"),
        _link("Coordinator", "serves", _PARTNERSHIP, Work="business management"),
        _link(_STEERING, "advises", "Coordinator"),
        _link(_STEERING, "reports to", "Boards it concerns", What_is_reported="a yearly report"),
        _link("Task and finish groups", "reports to", _PARTNERSHIP, Days_between_reports="90"),
        _link("Prevent", "is a sub group of", _PARTNERSHIP, How_firm="inferred"),
        _link(_STEERING, "has a right over", _MATTERS[2], Right="decides"),
        _link("Lead for community safety", "appoints", _STEERING, Appointed="members",
              Part_in_it="appoints"),
        _link(_AGENCIES, "appoints", _STEERING, Appointed="members", Part_in_it="nominates"),
        _link(_AGENCIES, "appoints", _STEERING, Appointed="terms", Part_in_it="approves"),
        _link(_AGENCIES, "has a right over", "Functions of each agency", Right="decides",
              Reserved="yes"),
        _link("Harbour Police", "convenes", _TASK),
        _link("Housing quality team", "appoints", _TASK, Appointed="founded"),
        _link("Housing quality team", "is part of", "Harbour Council"),
        _link(_TASK, "informs", "Network against slavery", What_is_reported="as required"),
        _link(_LEARNING, "is a sub group of", _GOVERNORS),
        _link(_LEARNING, "reports to", _GOVERNORS, Matter="matters of urgency; teaching"),
        _link(_GOVERNORS, "is accountable to", "Inspectorate"),
        _link(_GOVERNORS, "delegates to", _LEARNING, Matter=_MATTERS[0]),
        _link(_LEARNING, "has a right over", _MATTERS[0], Right="decides"),
        _link(_LEARNING, "has a right over", _MATTERS[1], Right="recommends"),
        _link(_GOVERNORS, "has a right over", _MATTERS[1], Right="decides"),
        _link("Person B", "holds", "Clerk"),
        _link("Clerk", "serves", _LEARNING, Work="secretariat"),
        _link("Panel", "is accountable to", "Harbour Council"),
        _link("Panel", "is accountable to", "Children's Trust"),
        _link("Lead partners' executive", "is the executive of", "Safeguarding partnership"),
        _link("Old safeguarding board", "is succeeded by", "Safeguarding partnership",
              Since="2019-09-29"),
    ),
    "Seats": [
        ("Holder", "Role", "Body"),
        (_AGENCIES, "", _PARTNERSHIP),
        ("Harbour Police", "", _STEERING),
        ("Lead for community safety", "chair", _STEERING),
        ("Housing quality team", "", _TASK),
        ("Network against slavery", "", _TASK),
        ("Person A", "", _LEARNING),
        ("Person A", "chair", _LEARNING),
        *((holder, "", "Lead partners' executive")
          for holder in ("Harbour Council", "Harbour Police", "Care Board")),
    ],
    "Meetings": [
        ("Id", "Body", "Day"),
        ("l1", _LEARNING, "2025-09-21"),
        ("l2", _LEARNING, "2026-05-10"),
    ],
}  # fmt: skip
