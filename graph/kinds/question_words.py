"""What may become of a question: why something is not on record.

The words follow the reasons for missing data of FHIR (its code system "data-absent-reason") and of
the Beneficial Ownership Data Standard (its list of reasons for an unspecified statement), said
again for partnerships.
"""

from graph.kinds.word_list import read_choices

NOT_ASKED, ASKED, PROMISED = "not_asked", "asked", "promised"
DOES_NOT_KNOW, DECLINED, NOT_OURS, ANSWERED = "does_not_know", "declined", "not_ours", "answered"
QUESTION_STATES = read_choices("""
not_asked: not asked = Nobody has been asked yet. ~ unknown; open; to do; to be asked
asked: asked = Somebody was asked, and has not answered yet. ~ asked but unknown; pending; waiting; sent; awaiting a reply
promised: promised = Somebody has said that an answer will come. ~ in hand; will follow; to follow; in progress; temporarily unknown
does_not_know: does not know = Who was asked looked, and does not know. ~ do not know; unable to confirm; cannot be found; no record held
declined: declined = Who was asked would rather not say, or may not. ~ asked but declined; refused; withheld; masked; will not say
not_ours: not ours = Does not apply to this partnership, with the reason. ~ not applicable; n/a; does not apply; exempt; not relevant
answered: answered = The answer has come: the record itself says it. ~ closed; done; complete; resolved
""")
# Somebody is to answer: only then can an answer be late.
AWAITED = (ASKED, PROMISED)

assert tuple(choice.word for choice in QUESTION_STATES) == (
    *(NOT_ASKED, ASKED, PROMISED, DOES_NOT_KNOW, DECLINED, NOT_OURS, ANSWERED),
)
