"""The checks: one file per group of rules, each rule with its citation; run.py asks them."""
