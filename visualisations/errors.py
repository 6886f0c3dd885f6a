"""What can go wrong with a picture, apart from drawing one: who only tells of it loads no more."""


class CannotDraw(Exception):
    """A picture could not be drawn: one sentence, with what to do."""
