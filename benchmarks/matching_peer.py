"""mentor-match on a table of scores (−1: not allowed) from standard input; run by its path, in an environment of its own."""

import json
import sys
import time

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data

table = json.load(sys.stdin)


class Scored:
    def apply(self, match):
        score = table[match.mentee.number][match.mentor.number]
        match.disallowed = score < 0
        return max(0, score)


def numbered(kind, count):
    people = [kind(grade=1, email=f"{kind.__name__}-{number}") for number in range(count)]
    for number, person in enumerate(people):
        person.number = number
    return people


mentees, mentors = numbered(Mentee, len(table)), numbered(Mentor, len(table[0]))
began = time.perf_counter()
process_data(mentors, mentees, [[Scored()]])
seconds = time.perf_counter() - began
scores = [table[one.number][one.mentors[0].number] for one in mentees if one.mentors]
json.dump({"seconds": seconds, "scores": scores}, sys.stdout)
