"""Words that tell how real an act is, which :mod:`allegiance.coding.status` reads."""

import re

LIGHT = frozenset(
    """
    issue make give hold launch carry conduct impose send offer have take deliver express stage begin start sign reach
    strike announce mount provide do resume continue renew open unleash lead host plan pay place put slap
    """.split()
)
"""Verbs that only carry the noun that tells the act."""
PLAN = frozenset(
    """
    plan intend prepare vow promise pledge agree offer expect set ready aim hope schedule propose commit announce approve
    want ask threaten prepared willing due poised likely eager going determined threat decision
    intention readiness proposal bid
    """.split()
)
"""Verbs and nouns of plans and promises."""
CONSIDER = frozenset(
    """
    consider mull weigh contemplate ponder explore debate fear worry speculate prospect possibility risk option able
    """.split()
)
"""Words of weighing whether to act."""
ASK = frozenset(
    """
    ask urge demand call request beg press order tell want implore appeal plead insist require invite encourage let lobby
    need
    """.split()
)
"""Words of asking and demanding."""
REFUSE = frozenset("refuse decline reject refusal unwilling reluctant".split())
"""Words of refusal."""
FAIL = frozenset("fail unable failure".split())
"""Words of failure."""
FORBEAR = frozenset("refrain abstain desist forbear shrink avoid forgo eschew".split())
"""Verbs of not doing what one might do."""
DENY = frozenset("deny denial refute dismiss rebut disprove".split())
"""Words of denial."""
STOP = frozenset("prevent stop avoid avert bar keep prohibit ban".split())
"""Verbs of keeping others from an act."""
NEGATIONS = frozenset("not n't never no neither nor without hardly barely nobody none cannot".split())
"""Words that negate."""
NEARLY = frozenset("almost nearly".split())
"""Words by which an act was all but done."""
AVERT = frozenset("prevent avert block veto thwart forestall".split())
"""Verbs by which a sanction that others want is not imposed."""
CANCEL = frozenset("cancel scrap postpone abandon".split())
"""Verbs by which talks that were planned are not held; "call off", too."""
LIMITING = frozenset("only just merely simply solely".split())
"""Words after "not" by which it denies nothing but that there is no more: "not only condemned"."""
PRESUPPOSING = frozenset(
    """
    after following over since amid despite during because due for response like amidst about before until than by with from
    """.split()
)
"""Prepositions whose object is taken for granted: what governs them says nothing of its reality."""
ASKING = frozenset(
    """
    has have had is are was were will would could can should may might did do does why what how who when where which whose
    """.split()
)
"""Words that open a question."""
HEDGES = re.compile(
    r"\b(?:reportedly|allegedly|alleged|apparently|purported(?:ly)?|supposed(?:ly)?|suspected|rumou?r(?:s|ed)?|unconfirmed|seem(?:s|ed)?"
    r"|appear(?:s|ed)? to|is said to|are said to|believed to|thought to|possibly|presumably|perhaps|claims? that|unverified"
    r"|may have|might have|could have)\b",
    re.IGNORECASE,
)
"""Words by which a sentence puts an act in doubt."""
