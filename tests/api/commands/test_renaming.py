"""A file of one's own that comes back with a new name or a moved seat: the whole way, typed.

Tests: api/commands/loading.py
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli import run
from tests.api.commands.test_loading import folder, said

# No ids: as people keep their lists. The line to one partnership is all that is checked here.
COUNTY = {
    "Area": "Slug,Area\nwoldshire,Woldshire\n",
    "Bodies": (
        "Name,Kind of body,Tier\n"
        "Family Hubs Board,main board,strategic\n"
        "Safeguarding Partnership,safeguarding partnership,\n"
        "Health and Wellbeing Board,health and wellbeing board,\n"
        "Hub Forum,working group,\n"
    ),
    "Posts": "Name\nHead of Hubs\nHub Manager\n",
    "Links": (
        "From,Link,To\nFamily Hubs Board,is accountable to,Safeguarding Partnership\n"
        "Hub Forum,reports to,Family Hubs Board\n"
    ),
    "Seats": (
        "Holder,Role,Body\nHead of Hubs,chair,Family Hubs Board\nHub Manager,chair,Hub Forum\n"
    ),
}
OLD, NEW = "Safeguarding Partnership", "Woldshire Safeguarding Children Partnership"
RENAMED = {name: text.replace(OLD, NEW) for name, text in COUNTY.items()}
Load = Callable[..., tuple[int, str]]


@pytest.fixture
def load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Load:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path}/store.lbug")

    def loading(sheets: dict[str, str], *options: str) -> tuple[int, str]:
        files = folder(tmp_path / "woldshire", **sheets)
        code = run(["load", str(files), "--area", "woldshire", *options])
        return code, said(capsys)

    assert loading(COUNTY)[0] == 0
    return loading


def single_master(capsys: pytest.CaptureFixture[str]) -> str:
    run(["check", "woldshire", "--rule", "single-master"])
    return said(capsys)


def test_a_renamed_partnership_makes_no_ghost_and_no_gap(
    load: Load, capsys: pytest.CaptureFixture[str]
) -> None:
    before = single_master(capsys)
    assert "gap" not in before.casefold()
    code, text = load(RENAMED)
    assert code == 1
    assert f'Is "{NEW}" a new name of "{OLD}", which the file does not have? (1 row waits)' in text
    renamed = "safeguarding-partnership=woldshire-safeguarding-children-partnership"
    assert f"--renamed {renamed}: yes, it is" in text
    assert "Nothing was written: answer the questions with the options they name." in text
    code, text = load(RENAMED, "--renamed", renamed)
    assert code == 0
    assert "Woldshire: 0 facts added, 1 changed, 0 ended (revision 2)." in text
    assert single_master(capsys) == before.replace(OLD, NEW)
    assert load(RENAMED)[1].endswith("Woldshire: nothing changed.\n")


def test_another_one_is_a_second_line_that_somebody_has_chosen(
    load: Load, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = load(RENAMED, "--another", NEW)
    assert code == 0
    assert "2 facts added" in text
    assert f'"{OLD}" is not in the file any more. Is it still so?' in text
    assert "gap" in single_master(capsys).casefold()
    # What was asked after it was written is answered by loading it once more.
    code, text = load(RENAMED, "--ended", f"{OLD}=2024-03-31")
    assert "0 facts added, 0 changed, 2 ended" in text
    assert "gap" not in single_master(capsys).casefold()


def test_a_seat_that_moved_is_asked_about(load: Load) -> None:
    moved = COUNTY | {
        "Seats": COUNTY["Seats"].replace("Manager,chair,Hub F", "Manager,member,Hub F")
    }
    code, text = load(moved)
    assert code == 1
    assert '"Hub Manager chairs Hub Forum". Has it moved?' in text
    code, text = load(moved, "--ended", "hub-manager~chairs~hub-forum=2024-03", "--dry-run")
    assert code == 0
    assert "Would be added: 1\n  Hub Manager sits on Hub Forum." in text
    assert "Would be ended: 1\n  Hub Manager chairs Hub Forum (until 2024-03)." in text
    assert "1 added, " not in text
    code, text = load(moved, "--mistake", "hub-manager~chairs~hub-forum")
    assert "1 facts added, 0 changed, 0 ended, 1 withdrawn (revision 2)." in text
    # The copy from before brings back what was taken off the record: that is asked, too.
    code, text = load(COUNTY)
    assert code == 1
    assert '"Hub Manager chairs Hub Forum" was withdrawn (written ' in text
    code, text = load(COUNTY, "--stays", "all")
    assert (code, text.splitlines()[-1]) == (0, "Woldshire: nothing changed.")


def test_an_accepted_scenario_is_not_undone_by_an_older_file(
    load: Load, capsys: pytest.CaptureFixture[str]
) -> None:
    end = "hub-forum"
    assert run(["what-if", "woldshire", "--end", end, "2024-05", "--keep", "Fewer"]) == 0
    assert run(["accept", "woldshire", "Fewer"]) == 0
    said(capsys)
    older = COUNTY | {"Bodies": COUNTY["Bodies"].replace("Tier\n", "Tier,Until\n")}
    code, text = load(older)
    assert code == 1
    assert '"Hub Forum" ended in May 2024 (written ' in text
    assert "and the row does not say so. Does it go on?" in text
    assert 'scenario "Fewer"' in text
    assert "is a new one meant" not in text
    assert load(older, "--stays", end)[1].endswith("Woldshire: nothing changed.\n")
    assert "0 facts added, 1 changed, 0 ended" in load(older, "--again", end)[1]


def test_the_preview_has_every_change(load: Load) -> None:
    many = "".join(f"Group {number},working group,\n" for number in range(60))
    code, text = load(COUNTY | {"Bodies": COUNTY["Bodies"] + many}, "--dry-run")
    assert code == 0
    assert "Would be added: 60\n" in text
    assert all(f"  Group {number} is recorded as a working group" in text for number in range(60))
    assert " more" not in text


def test_a_dry_run_lists_every_question(load: Load) -> None:
    many = "".join(f"Group {number},working group,\n" for number in range(30))
    assert load(COUNTY | {"Bodies": COUNTY["Bodies"] + many})[0] == 0
    text = load(COUNTY)[1]
    assert text.count(" is not in the file any more") == 20
    assert "and 10 more like these: --dry-run lists them all" in text
    assert load(COUNTY, "--dry-run")[1].count(" is not in the file any more") == 30


def test_an_answer_that_is_none_is_one_sentence(
    load: Load, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["load", str(tmp_path / "woldshire"), "--area", "woldshire"]
    assert run([*command, "--ended", "hub-forum"]) == 2
    assert "write ID=2024-03-31" in capsys.readouterr().err
    text = load(COUNTY, "--ended", "hub-forum=2024")[1]
    assert 'The answer about "hub-forum" fits no question of the file.' in text
    assert text.endswith("Woldshire: nothing changed.\n")
