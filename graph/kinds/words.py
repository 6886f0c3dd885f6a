"""The closed lists: every word an attribute may hold, with the words a person reads.

Each has a line of meaning and the other names that documents use. Those about bodies stand in
body_words.py, about partners in partner_words.py, about papers and decisions in paper_words.py,
about what became of a question in question_words.py.
"""

from graph.kinds.body_words import (
    AGENDA_KINDS,
    BODY_KINDS,
    CHAIRS_CHOSEN_BY,
    DECISION_MAKING,
    DECISION_RULES,
    DEPUTIES,
    LEVELS,
    MEMBER_SEAT_KINDS,
    MEMBERSHIPS,
    QUORUM_CLASSES,
    SCOPES,
    SEAT_KINDS,
    SUPPORTS,
    TIERS,
)
from graph.kinds.paper_words import (
    AGREEMENT_KINDS,
    APPOINTED,
    APPOINTING_ACTS,
    COMMITMENT_KINDS,
    DECISION_OUTCOMES,
    FOOTPRINT_KINDS,
    MATTER_KINDS,
    PLAN_KINDS,
    PROGRAMME_KINDS,
    RIGHTS,
    SERVING_WORK,
    SITE_KINDS,
)
from graph.kinds.partner_words import (
    COUNCIL_SECTORS,
    GRADES,
    HEALTH_SECTORS,
    INVOLVEMENTS,
    POST_KINDS,
    RESOURCES,
    SECTORS,
    SPEAKS_FOR,
    VCFS_SECTORS,
)
from graph.kinds.question_words import QUESTION_STATES
from graph.kinds.word_list import read_choices

STATUSES = read_choices("""
operating: operating = It is so. ~ active; current; live; in place; up and running
planned: planned = It is decided, or being set up. ~ proposed; agreed; in development; draft; to be set up
aspired: wished for = Somebody means it to be so. ~ aspiration; ambition; intended; considered
ended: ended = It was so, and is over. ~ closed; dissolved; disbanded; stood down; ceased
""")
CONFIDENCES = read_choices("""
stated: stated = The source says it. ~ confirmed; explicit; certain
inferred: inferred = It follows from what the source says. ~ implied; assumed; likely
disputed: disputed = Somebody says otherwise: it counts for nothing until it is settled. ~ contested; unclear
""")
ATTENDANCE = read_choices("""
present: present = Was there. ~ attended; in person; online; P
deputy: a deputy came = Somebody came in their place. ~ substitute; represented; D
apologies_with_input: apologies, with input = Did not come, and sent a contribution. ~ written update; apologies and report
apologies: apologies = Did not come, and said so. ~ absent with apologies; sent apologies; A
no_contact: no contact = Did not come, and nothing was heard. ~ absent; did not attend; no show
""")

__all__ = [
    "AGENDA_KINDS",
    "AGREEMENT_KINDS",
    "APPOINTED",
    "APPOINTING_ACTS",
    "ATTENDANCE",
    "BODY_KINDS",
    "CHAIRS_CHOSEN_BY",
    "COMMITMENT_KINDS",
    "CONFIDENCES",
    "COUNCIL_SECTORS",
    "DECISION_MAKING",
    "DECISION_OUTCOMES",
    "DECISION_RULES",
    "DEPUTIES",
    "FOOTPRINT_KINDS",
    "GRADES",
    "HEALTH_SECTORS",
    "INVOLVEMENTS",
    "LEVELS",
    "MATTER_KINDS",
    "MEMBERSHIPS",
    "MEMBER_SEAT_KINDS",
    "PLAN_KINDS",
    "POST_KINDS",
    "PROGRAMME_KINDS",
    "QUESTION_STATES",
    "QUORUM_CLASSES",
    "RESOURCES",
    "RIGHTS",
    "SCOPES",
    "SEAT_KINDS",
    "SECTORS",
    "SERVING_WORK",
    "SITE_KINDS",
    "SPEAKS_FOR",
    "STATUSES",
    "SUPPORTS",
    "TIERS",
    "VCFS_SECTORS",
]
