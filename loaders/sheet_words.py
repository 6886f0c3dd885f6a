"""What the sheets of things are called, what they say of themselves, and their example rows."""

SHEET_OF = {
    **dict.fromkeys(("organisation", "department", "team"), "Organisations"),
    "body": "Bodies",
    "post": "Posts",
    "person": "People",
    "site": "Sites",
    **dict.fromkeys(("service", "event"), "Services"),
    **dict.fromkeys(("plan", "agreement"), "Plans and agreements"),
    "programme": "Programmes",
    **dict.fromkeys(("community", "agenda"), "Communities and agendas"),
    "footprint": "Footprints",
    "action": "Actions",
    "commitment": "Commitments",
}
ABOUT = {
    "Organisations": "Agencies, and their departments and teams.",
    "Bodies": "Every board, group, panel, network and forum.",
    "Posts": "Posts and duties, whoever is in them.",
    "People": "Optional: who is in a post. Keep to what governance needs.",
    "Sites": "Family hubs, delivery sites and children's centres.",
    "Services": "Front doors and offers, and events.",
    "Plans and agreements": "Strategies, plans, guidance and procedures; agreements.",
    "Programmes": "Funding streams and national programmes, with their end.",
    "Communities and agendas": "Whose voice should be heard; neighbouring policy areas.",
    "Footprints": "The ground that a body or service covers.",
    "Actions": "Tasks given to a partner or post, with due and closed days.",
    "Commitments": "What was said to be intended, and is not yet so.",
}
EXAMPLES = {
    "Organisations": {"name": "Example Council", "sector": "council, children's services"},
    "Bodies": {"name": "Example early help board", "body_kind": "main board", "tier": "strategic"},
    "Posts": {"name": "Example head of early help", "grade": "senior"},
    "People": {"name": "Example person"},
    "Sites": {"name": "Example family hub", "site_kind": "family hub"},
    "Services": {"name": "Example early help front door"},
    "Plans and agreements": {"name": "Example strategy", "plan_kind": "early help strategy"},
    "Programmes": {"name": "Example programme", "time_limited": "yes"},
    "Communities and agendas": {"name": "Example: fathers"},
    "Footprints": {"name": "Example locality", "footprint_kind": "locality"},
    "Actions": {"name": "Example: circulate the terms", "due": "2024-06"},
    "Commitments": {"name": "Example: a parent on the board"},
}
