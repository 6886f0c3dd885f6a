"""Words on lines: never on a box, a heading or each other; lines of the network clear of boxes."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rules.run import run
from graph.view import View
from tests.towns import Town
from tests.visualisations.areas import AREAS, area
from visualisations.labels import label_rect
from visualisations.routing.geometry import Box, crosses, overlap
from visualisations.scene import LAYOUTS, Scene, scene_of
from visualisations.text import text_width
from visualisations.themes import THEMES


def boxes(scene: Scene) -> dict[str, Box]:
    return {node.id: node.box for node in scene.nodes}


def faults(scene: Scene) -> list[str]:
    """Name the words that lie on a box, on a heading or on other words."""
    theme = THEMES[scene.theme]
    words = [
        (edge.label, label_rect(edge.label, edge.label_at, theme.font))
        for edge in (*scene.edges, *scene.missing_edges)
        if edge.label
    ]
    kinds = [
        (edge.kind_words, label_rect(edge.kind_words, edge.kind_at, theme.font))
        for edge in scene.edges
        if edge.kind_at
    ]
    taken = {name: (b.left, b.top, b.right, b.bottom) for name, b in boxes(scene).items()}
    for heading in scene.headings:
        wide = max(text_width(line, theme.font) for line in heading.lines)
        high = len(heading.lines) * theme.font
        taken[heading.lines[0]] = (heading.x, heading.y, heading.x + wide, heading.y + high)
    found = [
        f'"{text}" on {name}'
        for text, rect in (*words, *kinds)
        for name, other in taken.items()
        if overlap(rect, other)
    ]
    found += [
        f'"{a}" on "{b}"' for (a, one), (b, two) in combinations(words, 2) if overlap(one, two)
    ]
    found += [f'"{a}" on "{b}"' for a, one in words for b, two in kinds if overlap(one, two)]
    return found


def crossed(scene: Scene) -> list[tuple[str, str]]:
    """Return the lines that go through a box which is none of their ends."""
    return [
        (edge.id, name)
        for edge in (*scene.edges, *scene.missing_edges)
        for name, box in boxes(scene).items()
        if name not in (edge.from_id, edge.to_id)
        and any(crosses(a, b, box) for a, b in pairwise(edge.points))
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("slug", AREAS)
def test_no_words_lie_on_a_box_or_on_each_other(slug: str, layout: str, theme: str) -> None:
    for complete in (False, True):
        assert faults(scene_of(*area(slug, complete), layout, theme)) == []


@pytest.mark.parametrize("slug", AREAS)
def test_the_unfolded_map_keeps_words_off_boxes(slug: str) -> None:
    assert faults(scene_of(*area(slug), group_alike=False)) == []


@pytest.mark.parametrize("slug", AREAS)
def test_lines_of_the_network_go_around_boxes(slug: str) -> None:
    for theme in THEMES:
        assert crossed(scene_of(*area(slug), "network", theme)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("slug", AREAS)
def test_lead_lines_point_at_what_is_answered_to(slug: str, layout: str) -> None:
    scene = scene_of(*area(slug), layout)
    leads = [edge for edge in scene.edges if edge.look == "lead"]
    assert all(edge.arrow for edge in leads)
    if leads:
        (entry,) = (entry for entry in scene.legend if entry.look == "lead")
        assert entry.arrow


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_convened_group_points_at_who_convened_it(layout: str) -> None:
    town = Town().main().body("sub", "sub_group").link("main", "convenes", "sub")
    scene = scene_of(town.view(), layout=layout)
    (edge,) = (edge for edge in scene.edges if edge.look == "lead")
    main, (x, y) = boxes(scene)["testham/main"], edge.points[-1]
    assert main.left - 1 <= x <= main.right + 1
    assert main.top - 1 <= y <= main.bottom + 1


@st.composite
def views(draw: st.DrawFn) -> View:
    """Bodies with planned lines between any two of them, and gaps by the workshop switch."""
    town = Town().main()
    kinds = draw(st.lists(st.sampled_from(("hwb", "sub_group", "locality_team")), max_size=8))
    for i, kind in enumerate(kinds):
        town.body(f"b{i}", kind, name=f"{'Long named ' * (i % 3)}body {chr(65 + i)}")
    ends = st.sampled_from(["main", *(f"b{i}" for i in range(len(kinds)))])
    for low, high in sorted(draw(st.sets(st.tuples(ends, ends), max_size=10))):
        if low != high:
            status = draw(st.sampled_from(("planned", "operating")))
            town.link(low, "reports_to", high, status=status)
    return town.view(complete=draw(st.booleans()))


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=20)
@given(view=views())
def test_words_of_any_town_lie_on_no_box(layout: str, view: View) -> None:
    assert faults(scene_of(view, run(view), layout)) == []


@settings(max_examples=20)
@given(view=views())
def test_network_lines_of_any_town_cross_no_box(view: View) -> None:
    assert crossed(scene_of(view, run(view), "network")) == []


def test_words_for_what_is_not_recorded_stand_clear_of_other_lines() -> None:
    scene = scene_of(*area("coventry"))
    size = THEMES[scene.theme].font
    worded = [edge for edge in scene.missing_edges if edge.label]
    assert len(worded) == 2
    for edge in worded:
        left, top, right, bottom = label_rect(edge.label, edge.label_at, size)
        room = Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
        others = [
            o for o in (*scene.edges, *scene.missing_edges) if o.id != edge.id and not o.hidden
        ]
        assert not [o.id for o in others for a, b in pairwise(o.points) if crosses(a, b, room)]


@pytest.mark.parametrize("slug", ["essex", "york", "lincolnshire", "cornwall"])
def test_words_on_a_slanted_line_leave_half_of_it_in_sight(slug: str) -> None:
    scene = scene_of(*area(slug), "network")
    size = THEMES[scene.theme].font
    worded = [edge for edge in scene.edges if edge.label]
    assert worded
    for edge in worded:
        left, top, right, bottom = label_rect(edge.label, edge.label_at, size)
        room = Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
        steps = [
            (ax + (bx - ax) * i / 50, ay + (by - ay) * i / 50)
            for (ax, ay), (bx, by) in pairwise(edge.points)
            for i in range(51)
        ]
        seen = [s for s in steps if not crosses(s, (s[0] + 0.1, s[1] + 0.1), room)]
        assert len(seen) >= len(steps) / 2
