"""Texts that a spreadsheet, a CSV or our own separators would take for something else."""

HOSTILE = (
    "=1+1",
    "+44 20",
    "-dash",
    "@mention",
    "'quoted",
    "'=twice",
    "a;b; c",
    'say "no"',
    "two\nlines",
    "two\r\nlines",
    " outer space ",
    "none",
    "Example Trust",
    "_x0041_",
    "\x01control",
    "2024",
    "https://example.org",
    "<b>&amp;</b>",
    "é 日本 😀",
)
