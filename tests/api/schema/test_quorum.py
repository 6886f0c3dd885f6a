"""Quorum under stress over GraphQL: numbers as numbers, names as things, nobody in person."""

from typing import Any

from api.schema.execute import answer
from api.service.reader import Reader
from graph.stores.memory import MemoryStore
from tests.api.reports.test_quorum import SECTORS, town

GROUP = "{ name members node: subject { id: localId } }"
SETS = f"{{ size number missed inAll {GROUP} patterns {{ words parts {{ many among {GROUP} }} }} }}"
WHOLE = f"""
query Quorum($body: String) {{
  area(slug: "testham") {{ view {{
    quorum(body: $body) {{
      body {{ name }} asks members reached sentence notKnown nearest
      stops {SETS} mayStop {SETS}
      registers {{
        meeting {{ localId }} sentence members came deputies unlisted quorate moreAbsences
        spare {{ asked spare }}
      }}
      facts {{ id: subjectId }}
    }}
  }}
}} }}
"""


def asked(body: str | None = None) -> list[dict[str, Any]]:
    made = town("police: 1").node("ann", "person", name="Ann Example")
    made.link("ann", "member_of", "exec")
    made.meet("m1", "exec", "2024-03-01", register={f"of-{one}": "present" for one in SECTORS})
    store = MemoryStore()
    store.put(made.snapshot(), ())
    found = answer(Reader(store), WHOLE, {"body": body})
    assert found.errors == []
    assert found.data is not None
    return list(found.data["area"]["view"]["quorum"])


def test_what_stops_a_body_is_there_as_numbers_and_things() -> None:
    (found,) = asked("executive")
    assert (found["members"], found["reached"], found["asks"]) == (
        5, True, ["2 members", "1 of police"],
    )  # fmt: skip
    assert (found["mayStop"]["size"], found["stops"]["size"]) == (1, 2)
    (pattern,) = found["mayStop"]["patterns"]
    assert pattern["words"] == "Police"
    assert pattern["parts"][0]["among"] == [
        {"name": "Police", "members": 1, "node": {"id": "testham/police"}}
    ]


def test_a_person_who_sits_there_is_not_named() -> None:
    (found,) = asked()
    assert "Ann" not in repr({key: value for key, value in found.items() if key != "facts"})
    groups = [g for p in found["stops"]["patterns"] for part in p["parts"] for g in part["among"]]
    assert {"name": "a member recorded as a person", "members": 1, "node": None} in groups


def test_registers_say_how_near_it_came() -> None:
    ((register,),) = [found["registers"] for found in asked()]
    assert (register["came"], register["members"], register["unlisted"]) == (4, 5, 1)
    assert (register["quorate"], register["moreAbsences"]) == (True, 1)
    assert register["spare"] == [
        {"asked": "2 members", "spare": 2},
        {"asked": "1 of police", "spare": 0},
    ]
