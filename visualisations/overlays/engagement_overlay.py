"""The map by engagement: colour and edge by how much a partner was seen, size by its key role."""

from graph.engagement.ranking import PartnerEngagement, engagement_of
from graph.engagement.scoring import EngagementLabel
from graph.view import View
from visualisations.overlays.overlay import Band, Overlay, OverlayReading
from visualisations.themes import BLACK, GREY, RED, WHITE

NOT_SCORED = "not_scored"
_MOST_LARGER = 0.8  # of its height: the largest key role, so that boxes still fit their list
# Who has been seen less has the thickest edge: it is what the map is opened for.
_BANDS = {
    EngagementLabel.QUIET: Band("Has been seen less", WHITE, BLACK, RED, 5),
    EngagementLabel.MIXED: Band("Has been seen in part", "#d2e2f1", BLACK, BLACK, 2.5),
    EngagementLabel.ENGAGED: Band("Has been seen often", "#1d70b8", WHITE, BLACK, 1),
    EngagementLabel.TOO_FEW: Band("Too few registers to say", WHITE, BLACK, GREY, 2, (9, 4)),
    EngagementLabel.NOT_ENOUGH: Band(
        "Not enough recorded to say: ask", WHITE, BLACK, GREY, 2, (2, 3)
    ),
}


def engagement_overlay(view: View) -> Overlay:
    """Return what to draw of each organisation: by its label, or that it is not scored."""
    engagement = engagement_of(view)
    readings = {partner.id: _of(partner) for partner in engagement.partners.values()}
    for one in engagement.unscored:
        readings[one.id] = OverlayReading(NOT_SCORED, "not scored", (f"Not scored: {one.why}.",))
    return Overlay(
        name="engagement",
        title="how much partners have been seen",
        heading="How much it has been seen",
        bar="Bar: how much it has been seen",
        larger="Higher box: larger key role",
        bands={
            **{label.name.lower(): band for label, band in _BANDS.items()},
            NOT_SCORED: Band("Not scored", "#f3f2f1", BLACK, GREY, 1, (1, 5)),
        },
        readings=readings,
    )


def _of(partner: PartnerEngagement) -> OverlayReading:
    score = partner.engagement
    value = score.value if partner.told else None
    key = "; key role" if partner.has_key_role else ""
    between = f"between {score.low:.2f} and {score.high:.2f}"
    number = between if value is None else f"{value:.2f}, {between}"
    return OverlayReading(
        band=partner.label.name.lower(),
        words=f"{partner.label_words.removeprefix('has been ')}{key}",
        sentences=(f"Seen {number}.", partner.sentence),
        value=value,
        size=1 + _MOST_LARGER * (partner.key or 0.0),
    )
