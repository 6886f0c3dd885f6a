"""The lists that the owner of a map can declare complete."""

from graph.kinds.kind_types import DeclarableList

DECLARABLE_LISTS = (
    DeclarableList(
        "outward_lines",
        "upward lines and working links",
        False,
        "all upward lines and working links",
    ),
    DeclarableList("members", "members", False, "all seats, chairs and scrutineers"),
    DeclarableList("duties", "duties", False, "all duties"),
    DeclarableList("terms", "terms", False, "all that its terms say"),
    DeclarableList("bodies", "bodies", True, "all bodies"),
    DeclarableList("posts", "posts", True, "all posts, with their duties,"),
    DeclarableList("sites", "sites", True, "all sites, with who governs them,"),
    DeclarableList("plans", "plans", True, "all plans, with who owns and works by them,"),
    DeclarableList("agreements", "agreements", True, "all agreements, with their parties,"),
    DeclarableList("programmes", "programmes", True, "all programmes"),
    DeclarableList("engagement_routes", "engagement routes", True, "all engagement routes"),
)
