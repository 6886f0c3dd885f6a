"""The list of changes says what differs, also where nobody sees it."""

from api.reports.load_changes import changed_sentences
from tests.loaders.workbook.loading import BODIES, load, snapshot_after


def test_each_changed_fact_says_what_it_was_and_what_it_would_be() -> None:
    snapshot = snapshot_after({"Bodies": BODIES})
    rows = [BODIES[0], ("ehb", "Early\u2011Help Board", "sub group")]
    loaded = load({"Bodies": rows}, snapshot)
    (sentence,) = changed_sentences(loaded, snapshot)
    assert 'name was "Early Help Board", would be "Early-Help Board"' in sentence
    assert 'kind of body was "main board", would be "sub group"' in sentence


def test_a_difference_that_nobody_sees_is_said_to_be_one() -> None:
    snapshot = snapshot_after({"Bodies": [("Id", "Name"), ("ctb", "Children's Board")]})
    rows = [("Id", "Name"), ("ctb", "Children\u2019s Board")]
    (sentence,) = changed_sentences(load({"Bodies": rows}, snapshot), snapshot)
    assert "(other signs or capitals)" in sentence
