"""The checks whose steps are searched for long, so that whoever asks can be told before it begins.

What a search takes hangs on the check far more than on the size of a map: where something may be
joined to any of many things, up to 1,500 steps are tried (trials.py), and 60 weighed (search.py).
"""

# Those that took a second or more on a map of 300 things, or on that of a bundled area: one to five
# seconds, where something is open. Of the others half took less than 0.2, the longest one second.
# benchmarks/questions.py --suggestions measures all of them again.
SEARCHED_LONG = frozenset(
    (
        "attendance-sufficient",
        "best-start-plan-linked",
        "chair-independent-of-parent",
        "childrens-centre-advisory-board",
        "dcs-oversight",
        "elected-member-champion",
        "families-on-main-board",
        "family-voice-reaches-board",
        "key-partners-engaged",
        "leadership-spread",
        "link-data-board",
        "link-integrated-care",
        "link-safeguarding-partnership",
        "locality-annual-plan",
        "main-board-core-sectors",
        "no-orphan-body",
        "no-single-person-dependency",
        "participation-supported",
        "scp-leads-named",
        "scp-three-partners",
        "seldom-heard-represented",
        "sub-group-annual-plan",
        "sub-group-reports-back",
        "vcfs-core-partner",
    )
)
