"""The links and forms of a page, read from its HTML."""

from html.parser import HTMLParser


class Links(HTMLParser):
    """Collects what a page points to (href, src), its ids, and the fields of its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.forms: list[dict[str, str]] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self._name = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one tag."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes.update(given)
        self.targets += [given[name] for name in ("href", "src") if name in given]
        if "id" in given:
            assert given["id"] not in self.ids, f"the id {given['id']} stands twice"
            self.ids.add(given["id"])
        if tag == "form":
            self.forms.append({})
        elif tag in ("input", "select") and self.forms and "name" in given:
            self._name = given["name"]
            self.forms[-1][self._name] = given.get("value", "")
        elif tag == "option" and self.forms and "selected" in given:
            self.forms[-1][self._name] = given["value"]
