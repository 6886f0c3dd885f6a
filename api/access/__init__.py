"""Who somebody is and what they may: persons, roles, rights. It knows no web and no store."""
