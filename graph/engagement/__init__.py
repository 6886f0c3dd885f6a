"""How much a partner has been seen, how key its part is, and how sure the record is of both.

Parts, weights and bounds are constants; every number comes with its parts, facts and a sentence,
and what is not recorded is listed, never counted as nothing.
"""
