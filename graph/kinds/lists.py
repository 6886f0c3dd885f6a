"""The lists that the owner of a map can declare complete."""

from graph.kinds.records import DeclarableList

DECLARABLE_LISTS = (
    DeclarableList(
        "outward_lines", "upward lines", False, "all its upward lines and working links"
    ),
    DeclarableList("members", "members", False, "all its seats, chairs and scrutineers"),
    DeclarableList("duties", "duties", False, "everything it is responsible for"),
    DeclarableList("bodies", "bodies", True, "every body of the partnership"),
    DeclarableList("posts", "posts", True, "every post, with its duties"),
    DeclarableList("sites", "sites", True, "every site, with who governs it"),
    DeclarableList("plans", "plans", True, "every plan, with who owns it and works by it"),
    DeclarableList("agreements", "agreements", True, "every agreement, with its parties"),
    DeclarableList("programmes", "programmes", True, "every programme"),
    DeclarableList("engagement_routes", "engagement routes", True, "every engagement route"),
)
