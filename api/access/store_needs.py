"""What each verb of the store needs: one table, in which what is missing is denied."""

from api.access.needs import EDITOR, EVERY_OWNER, OPEN, VIEWER, Need

# Lists are open to all, and leave out what is not seen. What apply needs depends on what is
# written: who reviews may say what became of questions, and only an owner that a list is complete.
STORE_NEEDS: dict[str, Need] = {
    "describe": OPEN,
    "areas": OPEN,
    "editions": OPEN,
    "editions_at_hand": OPEN,
    "find": OPEN,
    "revision": VIEWER,
    "edition": VIEWER,
    "read": VIEWER,
    "history": VIEWER,
    "changes_between": VIEWER,
    "places": VIEWER,
    "apply": EDITOR,
    "keep_places": EDITOR,
    "forget_places": EDITOR,
    "scenarios": EDITOR,
    "scenario": EDITOR,
    "keep_scenario": EDITOR,
    "accept_scenario": EDITOR,
    "drop_scenario": EDITOR,
    "put": EVERY_OWNER,
    "contents": EVERY_OWNER,
    "fill": EVERY_OWNER,
    "verify": EVERY_OWNER,
    "close": EVERY_OWNER,
}
