"""Why two people are a pair, in words that both, and a coordinator, may read.

They tell what everybody can see (organisation, profession, grade) and how far the offer fits, in three steps. They never
tell a need, a rating, a preference, whom somebody avoids, or that somebody waited.
"""

from __future__ import annotations

from ..contracts import Mentee, Mentor
from ..preparing import Couple, Prepared
from ..scoring import Features

MOSTLY, HALF = 60, 30
WHERE = ("They work in the same organisation", "They work in different organisations")


def reasons_of(prepared: Prepared, pair: Couple, *, tells_grades: bool = True) -> list[str]:
    """`tells_grades`: false where a grade is each one's own word for the match alone.

    >>> from ..preparing import prepare
    >>> ready = prepare({
    ...     "mentees": [{"id": "tom", "organisation": "a", "grade": 5, "need": {"listening": 1.0, "focus": 0.5}}],
    ...     "mentors": [{"id": "ruth", "organisation": "b", "grade": 7, "capacity": 1, "offer": {"listening": 0.9}}],
    ... })
    >>> reasons_of(ready, Couple(0, 0, ready.score(0, 0)))
    ['The mentor offers most of what the mentee asked for', 'They work in different organisations', 'The mentor is 2 grades above']
    >>> reasons_of(ready, Couple(0, 0, ready.score(0, 0)), tells_grades=False)
    ['The mentor offers most of what the mentee asked for', 'They work in different organisations']
    """
    mentee, mentor = prepared.cohort.mentees[pair.mentee], prepared.cohort.mentors[pair.mentor]
    found = ["The programme has fixed this pair"] if pair in prepared.locked else []
    if isinstance(prepared.source, Features):
        found += fit_words(prepared.source.fit(pair.mentee, pair.mentor))
    else:
        found.append(f"The programme scores this pair {pair.score} of 1000")
    return found + facts(mentee, mentor) + (grade_words(mentee, mentor) if tells_grades else [])


def fit_words(fit: float | None) -> list[str]:
    """In three steps alone, so that nobody can work back to a need.

    >>> fit_words(70.0), fit_words(12.5), fit_words(None)
    (['The mentor offers most of what the mentee asked for'], ['The mentor offers a part of what the mentee asked for'], [])
    """
    if fit is None:
        return []
    how_much = "most" if fit >= MOSTLY else "about half" if fit >= HALF else "a part"
    return [f"The mentor offers {how_much} of what the mentee asked for"]


def facts(mentee: Mentee, mentor: Mentor) -> list[str]:
    found = []
    if mentee.organisation is not None and mentor.organisation is not None:
        same = mentee.organisation == mentor.organisation
        found.append(WHERE[0] if same else WHERE[1])
    if mentee.profession is not None and mentor.profession is not None:
        same = mentee.profession == mentor.profession
        found.append("They have the same profession" if same else "They have different professions")
    return found


def grade_words(mentee: Mentee, mentor: Mentor) -> list[str]:
    if mentee.grade is None or mentor.grade is None or mentor.grade <= mentee.grade:
        return []
    steps = mentor.grade - mentee.grade
    return [f"The mentor is {steps} grade{'s' if steps > 1 else ''} above"]


def reasons_for_mentee(prepared: Prepared, pair: Couple) -> list[str]:
    """For the mentee's eyes alone: what of their own needs the mentor offers, strongest first.

    Built-in scores only; the ids are those of the qualities, for whoever shows them to put into words.
    """
    mentee, mentor = prepared.cohort.mentees[pair.mentee], prepared.cohort.mentors[pair.mentor]
    shared = [quality for quality, need in mentee.need.items() if need and mentor.offer.get(quality, 0) >= 0.5]
    return sorted(shared, key=lambda quality: (-mentee.need[quality] * mentor.offer[quality], quality))
