"""Towns for pictures: the sixty-thing chart, and a town that exists to be difficult."""

from graph.view import View
from tests.towns import Town

NASTY = """Board "A" <script>alert('x')</script> & Co"""


def sixty() -> Town:
    """Five boards, fourteen groups, twenty-seven teams, fourteen agencies: sixty things."""
    town = Town()
    groups = (2, 4, 4, 3, 1)
    number = 0
    letters = "ABCDE"
    for board, count in enumerate(groups):
        town.body(f"b{board}", "hwb", name=f"Community Partnership Board {letters[board]}")
        for group in range(count):
            local = f"g{board}{group}"
            name = letters[board] + letters[group]
            town.body(local, "sub_group", name=f"Early help and placements group {name}")
            town.link(local, "subgroup_of", f"b{board}")
            for team in range(2 if number % 14 else 1):
                own = f"t{board}{group}{team}"
                town.body(
                    own, "locality_team", name=f"Integrated discharge team {name}{letters[team]}"
                )
                town.link(own, "accountable_to", local)
            number += 1
    for agency in range(14):
        town.organisation(f"o{agency}", name=f"Hospital {'ABCDEFGHIJKLMN'[agency]} Foundation")
        town.link(f"o{agency}", "member_of", f"b{agency % 5}")
    return town


def hubs(count: int, different: int = 0) -> Town:
    """A main board over alike hubs, each with a forum; some hubs have a manager as well."""
    town = Town().main(name="Main Board").organisation("la", "la_childrens", name="Council")
    for i in range(1, count + 1):
        town.node(f"hub{i}", "site", name=f"Family hub {i} of {count}", site_kind="family_hub")
        town.body(f"forum{i}", "voice_forum", name=f"Friends of hub {i}")
        town.link("main", "oversees", f"hub{i}").link(f"forum{i}", "voice_for", f"hub{i}")
        if i <= different:
            town.link("la", "manages", f"hub{i}")
    return town


def nasty() -> View:
    """A town whose names hold markup, quotes and a control character."""
    return (
        Town()
        .main(name=NASTY)
        .body("sub", "sub_group", name="</script><!-- Sub\x07 group -->")
        .link("sub", "subgroup_of", "main")
        .link("sub", "reports_to", "main", matter="</script><b>money</b>")
        .view()
    )
