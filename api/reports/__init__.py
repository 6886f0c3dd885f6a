"""Answers in words: text, JSON, CSV, a paper for a board."""
