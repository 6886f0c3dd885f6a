"""Pictures that are no map: engagement, attendance, who sits where, measures."""
