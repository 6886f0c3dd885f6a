"""Colours and sizes of a map by something measured of its things."""
