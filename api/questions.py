"""The saved example questions: plain words, and the query that answers them.

$area is the slug of the chosen area, $thing the id of the chosen thing on its map. The file is
long because the queries are laid out for people, who see and change them on the page.
"""

from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from graph.model import Node
from graph.view import View


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question; needs names the variables its query has."""

    id: str
    group: str
    words: str
    query: str

    @property
    def needs(self) -> tuple[str, ...]:
        """The variables of the query."""
        return tuple(name for name in ("area", "thing") if f"${name}:" in self.query)

    def variables(self, area: str, thing: str) -> dict[str, Any]:
        """Return the variables for an area and a thing on its map."""
        given = {"area": area, "thing": thing}
        return {name: given[name] for name in self.needs}


START, SEATS, LINES, CHECKS, PARTNERS, SOURCES = (
    "Begin here",
    "Who sits where",
    "Who answers to whom",
    "What the checks found",
    "Who takes part",
    "Where it was read",
)
GROUPS = (START, CHECKS, LINES, SEATS, PARTNERS, SOURCES)


def _question(question_id: str, group: str, words: str, query: str) -> Question:
    return Question(question_id, group, words, dedent(query).strip())


QUESTIONS = (
    _question(
        "everything",
        START,
        "What is on the map of this area?",
        """
        query OnTheMap($area: String!) {
          area(slug: $area) {
            name
            recordedAsOf
            revision
            nodes(first: 100) {
              totalCount
              nodes { id name kindWords status sources { heading place title } }
            }
          }
        }
        """,
    ),
    _question(
        "boards-and-groups",
        START,
        "Which boards, groups and panels are on record?",
        """
        query BoardsAndGroups($area: String!) {
          area(slug: $area) {
            bodies(first: 100) {
              totalCount
              nodes { id name kindWords tier status since sources { words } }
            }
          }
        }
        """,
    ),
    _question(
        "family-hubs",
        START,
        "What is recorded of family hubs?",
        """
        query FamilyHubs($area: String!) {
          area(slug: $area) {
            sites(kind: FAMILY_HUB, first: 100) {
              totalCount
              nodes {
                id
                name
                status
                links { nodes { words other { name } } }
                sources { words }
              }
            }
          }
        }
        """,
    ),
    _question(
        "about-one",
        START,
        "What is recorded of one board, group or other thing?",
        """
        query AboutOne($thing: ID!) {
          node(id: $thing) {
            name
            kindWords
            status
            since
            note
            attributes { label words }
            links {
              totalCount
              nodes {
                relation: words
                other { id name }
                link { status sources { words } }
              }
            }
            findings { title outcomeWords sentence }
            sources { words }
          }
        }
        """,
    ),
    _question(
        "ask-first",
        CHECKS,
        "What should we ask first?",
        """
        query AskFirst($area: String!) {
          area(slug: $area) {
            findings(outcomes: [GAP, SILENT, PLANNED], orderBy: READING, first: 15) {
              totalCount
              nodes {
                question
                outcomeWords
                severity
                sentence
                remedy
                citation { source section }
              }
            }
          }
        }
        """,
    ),
    _question(
        "gaps",
        CHECKS,
        "What does the record itself say is missing?",
        """
        query Gaps($area: String!) {
          area(slug: $area) {
            findings(outcomes: [GAP]) {
              totalCount
              nodes {
                title
                sentence
                facts { sentence source }
                remedy
                wouldChange
                citation { source section }
              }
            }
          }
        }
        """,
    ),
    _question(
        "in-place",
        CHECKS,
        "What is in place, and what shows it?",
        """
        query InPlace($area: String!) {
          area(slug: $area) {
            findings(outcomes: [MET], first: 100) {
              totalCount
              nodes { title sentence facts { sentence source } citation { source section } }
            }
          }
        }
        """,
    ),
    _question(
        "if-complete",
        CHECKS,
        "What would be missing if the map were complete?",
        """
        query IfComplete($area: String!) {
          area(slug: $area) {
            findings(complete: true, outcomes: [GAP], orderBy: READING, first: 100) {
              totalCount
              nodes { title severity sentence remedy citation { source section } }
            }
          }
        }
        """,
    ),
    _question(
        "compare-areas",
        CHECKS,
        "How many checks came to which answer, area by area?",
        """
        query CompareAreas {
          areas { name recordedAsOf totals { words count } }
        }
        """,
    ),
    _question(
        "safeguarding",
        LINES,
        "Does this board or group reach the safeguarding partnership?",
        """
        query ReachSafeguarding($area: String!, $thing: ID!) {
          area(slug: $area) {
            lineOfSight(from: $thing, toKind: SAFEGUARDING_PARTNERSHIP) {
              sentence
              verdict
              asOf
              path { id name }
              steps { from { name } to { name } nature links { sentence sources { words } } }
              joinedBy { from { name } to { name } nature }
              missing { sentence }
            }
          }
        }
        """,
    ),
    _question(
        "answers-to",
        LINES,
        "Whom does this board or group answer to, and who answers to it?",
        """
        query AnswersTo($thing: ID!) {
          node(id: $thing) {
            name
            links(upward: true) {
              totalCount
              nodes {
                relation: words
                other { id name }
                link { status since sentence sources { words } }
              }
            }
          }
        }
        """,
    ),
    _question(
        "all-lines",
        LINES,
        "Which lines of accountability are on record?",
        """
        query AllLines($area: String!) {
          area(slug: $area) {
            links(upward: true, first: 100) {
              totalCount
              nodes { sentence status since sources { words } }
            }
          }
        }
        """,
    ),
    _question(
        "no-chair",
        SEATS,
        "Which boards and groups have no chair on record?",
        """
        query NoChair($area: String!) {
          area(slug: $area) {
            findings(rules: ["body-has-chair"]) {
              nodes {
                sentence
                asOf
                subjects { id name outcomeWords sentence facts { sentence source } }
                citations { source section }
              }
            }
          }
        }
        """,
    ),
    _question(
        "who-sits",
        SEATS,
        "Who sits on this board or group?",
        """
        query WhoSits($thing: ID!) {
          node(id: $thing) {
            name
            links(kinds: [CHAIRS, CO_CHAIRS, VICE_CHAIRS, MEMBER_OF], direction: INTO, first: 100) {
              totalCount
              nodes {
                relation: words
                other { id name kindWords }
                link { status attributes { label words } sources { words } }
              }
            }
          }
        }
        """,
    ),
    _question(
        "organisations",
        SEATS,
        "Which organisations take part, and where do they sit?",
        """
        query Organisations($area: String!) {
          area(slug: $area) {
            organisations(first: 100) {
              totalCount
              nodes {
                id
                name
                sector
                seats: links(kinds: [MEMBER_OF, CHAIRS, CO_CHAIRS], direction: OUT) {
                  nodes { words other { name } }
                }
                sources { words }
              }
            }
          }
        }
        """,
    ),
    _question(
        "engagement",
        PARTNERS,
        "Which partners have a key role and have been seen less, and of which do we not know?",
        """
        query Engagement($area: String!) {
          area(slug: $area) {
            engagement {
              id
              name
              labelWords
              keyAndSeenLess
              keyButUnrecorded
              engagement { value low high coverage }
              keyRole
              sentence
              remedies
            }
            notScored { id name why }
          }
        }
        """,
    ),
    _question(
        "engagement-parts",
        PARTNERS,
        "What is each partner's number made of, and which facts were read?",
        """
        query EngagementParts($area: String!) {
          area(slug: $area) {
            engagement {
              id
              name
              engagement { parts { label weight value sentence method } }
              facts { sentence source }
            }
          }
        }
        """,
    ),
    _question(
        "meetings",
        PARTNERS,
        "Which meetings are on record, and who was there?",
        """
        query Meetings($area: String!) {
          area(slug: $area) {
            meetings(first: 100) {
              totalCount
              nodes {
                body { name }
                day
                cancelled
                register { organisation { name } holder { name } valueWords }
                sources { words }
              }
            }
            arrangements { sentence remedy }
          }
        }
        """,
    ),
    _question(
        "single-points",
        LINES,
        "Through which one body, post or organisation do all lines lead?",
        """
        query SinglePoints($area: String!) {
          area(slug: $area) {
            measures(names: ["single-points"]) {
              means
              coverage
              caution
              papers { title authors year }
              scores { name value sentence node { id kindWords sources { words } } }
            }
          }
        }
        """,
    ),
    _question(
        "joined-by-one",
        SEATS,
        "Which bodies does only one seat-holder join, and which share members?",
        """
        query JoinedByOne($area: String!) {
          area(slug: $area) {
            joinedByOne {
              sentence
              links { sentence sources { words } }
            }
            sharedMembers {
              bodies { id name }
              members { id name }
            }
          }
        }
        """,
    ),
    _question(
        "year-to-year",
        CHECKS,
        "What changed between two days, and which findings opened or closed?",
        """
        query YearToYear($area: String!) {
          area(slug: $area) {
            compare(from: "2025-04-01", to: "2026-04-01") {
              totalsBefore { words count }
              totalsAfter { words count }
              opened { title beforeWords afterWords sentence citations { source section } }
              closed { title beforeWords afterWords sentence citations { source section } }
              added { sentence source }
              ended { sentence source }
              changed { before { sentence } after { sentence source } }
              lines { sentence }
            }
          }
        }
        """,
    ),
    _question(
        "documents",
        SOURCES,
        "Which facts come from which document?",
        """
        query Documents($area: String!) {
          area(slug: $area) {
            sources {
              title
              publisher
              readOn
              address
              facts(first: 100) { totalCount nodes { sentence source } }
            }
          }
        }
        """,
    ),
    _question(
        "planned",
        SOURCES,
        "What is planned or wished for, but not yet so?",
        """
        query Planned($area: String!) {
          area(slug: $area) {
            nodes(statuses: [PLANNED, ASPIRED], first: 100) {
              totalCount
              nodes { id name kindWords status since sources { words } }
            }
            links(statuses: [PLANNED, ASPIRED], first: 100) {
              totalCount
              nodes { sentence status since sources { words } }
            }
          }
        }
        """,
    ),
    _question(
        "guidance",
        SOURCES,
        "What do the checks ask, and by which guidance?",
        """
        query Guidance {
          rules { id title question severity citations { source section } }
        }
        """,
    ),
)
QUESTION = {question.id: question for question in QUESTIONS}


def things(view: View) -> list[tuple[str, list[Node]]]:
    """Return what a question can be about, boards and groups first, each kind by name."""
    firm = view.firm.nodes.values()
    bodies = [node for node in firm if node.kind == "body"]
    others = [node for node in firm if node.kind != "body"]
    sorted_by_name = [sorted(part, key=lambda n: n.name.casefold()) for part in (bodies, others)]
    labels = ("Boards, groups and panels", "Everything else on the map")
    return [(label, part) for label, part in zip(labels, sorted_by_name, strict=True) if part]


def first_thing(view: View) -> str:
    """Return what a question is about until somebody chooses: a main board, else the first."""
    listed = [node for _, part in things(view) for node in part]
    mains = [node.id for node in listed if node.text("body_kind") == "main_board"]
    return next(iter([*mains, *(node.id for node in listed)]), "")
