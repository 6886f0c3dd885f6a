"""What something needs of whoever asks for it: a role on an area, on any or on all, or less."""

from dataclasses import dataclass
from enum import Enum

from api.access.persons import Person, Rights, Role, Via
from api.errors import Forbidden


class Level(Enum):
    """Of whom something is asked, whatever their roles."""

    OPEN = "anybody"
    SIGNED_IN = "whoever is signed in"
    # Not by a token: nobody manages people, or makes more tokens, with one that was found.
    IN_PERSON = "whoever has signed in with a browser"
    KEEPER = "who keeps the accounts"
    # A command of this machine, which has shown the token that lies beside the store.
    MACHINE = "a command of this machine"


class Where(Enum):
    """On which areas a role is asked for: the one it is about, at least one, or all."""

    HERE = "this area"
    SOMEWHERE = "at least one area"
    EVERYWHERE = "every area"


@dataclass(frozen=True, slots=True)
class Need:
    """The least that somebody must be: of a level, or with a role."""

    level: Level = Level.SIGNED_IN
    role: Role | None = None
    where: Where = Where.HERE


class Admission(Enum):
    """What comes of asking: HIDDEN is for what does not exist for whoever asks."""

    MAY = "may"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"


OPEN = Need(Level.OPEN)
SIGNED_IN = Need(Level.SIGNED_IN)
IN_PERSON = Need(Level.IN_PERSON)
OWNER_IN_PERSON = Need(Level.IN_PERSON, Role.OWNER)
KEEPER = Need(Level.KEEPER)
MACHINE = Need(Level.MACHINE)
VIEWER, REVIEWER, EDITOR, OWNER = (Need(role=role) for role in Role)
SOME_REVIEWER = Need(role=Role.REVIEWER, where=Where.SOMEWHERE)
SOME_EDITOR = Need(role=Role.EDITOR, where=Where.SOMEWHERE)
EVERY_EDITOR = Need(role=Role.EDITOR, where=Where.EVERYWHERE)
EVERY_OWNER = Need(role=Role.OWNER, where=Where.EVERYWHERE)


def asked(need: Need | None, person: Person, slug: str = "") -> Admission:
    """Say whether somebody may have or do something, about an area where it is about one.

    What has no need on record is hidden from everybody.
    """
    if need is None or need.level is Level.MACHINE:
        return Admission.HIDDEN
    if need.level is Level.OPEN:
        return Admission.MAY
    if need.level is Level.IN_PERSON and person.via is Via.TOKEN:
        return Admission.HIDDEN
    rights = person.rights
    if need.level is Level.KEEPER:
        return Admission.MAY if rights.keeper else Admission.HIDDEN
    if need.role is None:
        return Admission.MAY if is_signed_in(person) else Admission.HIDDEN
    if need.where is Where.HERE:
        return _on_area(rights, need.role, slug)
    held = [rights.everywhere]
    held += [*rights.by_area.values()] if need.where is Where.SOMEWHERE else []
    may = any(one is not None and one.holds(need.role) for one in held)
    return Admission.MAY if may else Admission.FORBIDDEN


def _on_area(rights: Rights, role: Role, slug: str) -> Admission:
    if not slug or not rights.sees(slug):
        return Admission.HIDDEN
    return Admission.MAY if rights.may(role, slug) else Admission.FORBIDDEN


def is_signed_in(person: Person) -> bool:
    """Say whether somebody is known: by an account, or as the user of this machine."""
    return bool(person.account or person.name)


def forbidden(need: Need, slug: str = "") -> Forbidden:
    """Make the error for what somebody sees and may not do, with the role that it takes."""
    role = need.role.value if need.role else "keeper"
    article = "an" if role[0] in "eo" else "a"
    where = f"of {slug}" if slug and need.where is Where.HERE else f"of {need.where.value}"
    return Forbidden(
        f"You may not do this: it takes {article} {role} {where}. Ask whoever gave you your role."
    )
