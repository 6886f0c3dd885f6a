"""A town where one board takes over from two: a merger, with what hung on the older boards."""

from datetime import date

from tests.towns import Town

BEFORE, AFTER = date(2025, 3, 31), date(2025, 6, 1)


def two_boards() -> Town:
    """Two boards that go on, with all that hangs on them, and a third that is to take over."""
    made = Town().body("scp", "safeguarding_partnership", name="The Partnership")
    made.main("early", name="Early Board").main("hubs", name="Hubs Board")
    made.main("joint", name="Joint Board", since="2025-05-01")
    made.organisation("council", "la_childrens", name="The Council")
    made.organisation("trust", "nhs_acute", name="The Trust")
    made.post("dcs", "dcs", name="The Director").node("plan", "plan", name="The Plan")
    for local in ("early", "hubs"):
        made.link(local, "reports_to", "scp")
    made.link("joint", "reports_to", "scp", since="2025-05-01")
    for local in ("a", "b"):
        made.body(local, "sub_group", name=f"Group {local.upper()}")
        made.link(local, "subgroup_of", "early")
    made.link("dcs", "chairs", "early").link("council", "member_of", "early")
    made.link("trust", "member_of", "early", voting=True).link("early", "owns", "plan")
    made.link("council", "delegates_to", "early", matter="budget")
    made.meet("m1", "early", "2025-03-01").meet("m2", "early", "2025-06-01")
    made.node("act", "action", name="Write the terms", owner="early", due="2025-07-01")
    made.node("done", "action", name="Book a room", owner="early", closed="2025-01-01")
    return made.declare("members", of="early")


def merged() -> Town:
    """The same two boards ended, with the board that took over a day later; told by the record."""
    made = Town().body("scp", "safeguarding_partnership", name="The Partnership")
    for local in ("early", "hubs"):
        made.main(local, name=f"{local.title()} Board", until="2025-04-30")
        made.link(local, "reports_to", "scp")
        made.body(f"{local}-group", "sub_group", name=f"{local.title()} Group")
        made.link(f"{local}-group", "subgroup_of", local, until="2025-04-30")
        made.link(f"{local}-group", "subgroup_of", "joint", since="2025-05-01")
    made.main("joint", name="Joint Board", since="2025-05-01")
    made.link("joint", "reports_to", "scp", since="2025-05-01")
    made.link("early", "succeeded_by", "joint", since="2025-05-01")
    return made.link("hubs", "succeeded_by", "joint", since="2025-05-02")
