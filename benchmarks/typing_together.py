"""The program behind `together`: an installation of its own, one conversation, two writers.

Prints {"apart": words lost, "same": words lost, "faults": n, "milliseconds": 95 of 100 saves within}.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from .world import stepwell

EACH = 150
WRITER = "import django; django.setup(); from benchmarks.typing_together import write; write({arguments})"


def main() -> None:
    stepwell("prepare")
    stepwell("demo", "--people", "200")
    import django

    django.setup()
    lost, taken, faults = {}, [], 0
    for way in ("apart", "same"):
        conversation = met()
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER.format(arguments=f"{str(conversation.pk)!r}, {side}, {way!r}")],
                stdout=subprocess.PIPE, text=True,
            )
            for side in range(2)
        ]  # fmt: skip
        for writer in writers:
            out = writer.communicate()[0]
            if writer.returncode:
                faults += EACH
            else:
                taken += json.loads(out.splitlines()[-1])
        lost[way] = 2 * EACH - len(words_of(conversation))
    within = sorted(taken)[int(len(taken) * 0.95)] if taken else 0
    print(json.dumps({**lost, "faults": faults, "milliseconds": round(within * 1000)}))


def met():
    """A conversation with an empty line of each in our record, that both have come in to."""
    from django.utils import timezone

    from stepwell.conversations.operations import meeting, noting, proposing
    from stepwell.conversations.queries.agendas import agenda_by_id
    from stepwell.people.models import Appointment

    at = timezone.now()
    job = Appointment.objects.current(timezone.localdate()).filter(manager__isnull=False).order_by("pk")[0]
    conversation = proposing.propose(
        agenda=agenda_by_id("career", None), person=job.person, other=job.manager, other_role="manager",
        organisation=None, other_organisation=None, plan=proposing.Plan(), is_agreed=True, by=job.person, at=at,
    )  # fmt: skip
    for one in conversation.both:
        conversation = meeting.come_in(conversation, by=one, at=at)
    noting.save_record(conversation, "0:\n\nBetween us.\n\n1:", base="", revision=0, by=job.person, at=at)
    return conversation


def write(conversation_id: str, side: int, way: str) -> None:
    """One word a save, at the end of one's own paragraph or of the first; prints how long each save took."""
    from stepwell.conversations.models import Conversation

    conversation = Conversation.objects.select_related("person", "other").get(pk=conversation_id)
    taken, place = [], (side * 2 if way == "apart" else 0)
    for number in range(EACH):
        began = time.perf_counter()
        while not saved(conversation, f"w{side}-{number}", place, conversation.both[side]):
            pass  # asked to choose: both words are kept, as the page offers
        taken.append(time.perf_counter() - began)
    print(json.dumps(taken))


def saved(conversation, word: str, place: int, by) -> bool:
    from django.utils import timezone

    from stepwell.conversations.operations.noting import save_record
    from stepwell.conversations.operations.refusals import SameParagraph
    from stepwell.conversations.queries.reading import record_of

    note = record_of(conversation)
    paragraphs = note.text.split("\n\n")
    paragraphs[place] += f" {word}"
    time.sleep(0.002)  # as long as somebody types, the other may save
    try:
        save_record(
            conversation, "\n\n".join(paragraphs), base=note.text, revision=note.revision, by=by, at=timezone.now()
        )  # fmt: skip
    except SameParagraph:
        return False
    return True


def words_of(conversation) -> set[str]:
    from stepwell.conversations.queries.reading import record_of

    return {word for word in record_of(conversation).text.split() if word.startswith("w")}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
