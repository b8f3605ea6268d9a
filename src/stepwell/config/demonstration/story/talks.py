"""What two people do around a conversation, told by the day: so many days ago, or ahead where the number is negative."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.utils import timezone

from stepwell.conversations.models import AgreedAction, Conversation, SharedNote
from stepwell.conversations.operations import ending, meeting, noting, preparing, promising, proposing
from stepwell.conversations.operations.promising import Promise
from stepwell.conversations.operations.proposing import Plan
from stepwell.conversations.queries.agendas import agenda_by_id, agenda_of
from stepwell.conversations.queries.conversations import conversation_by_id, local
from stepwell.conversations.queries.questions import groups_of
from stepwell.frameworks.queries import stored_packs
from stepwell.people.models import Organisation, Person


@dataclass(frozen=True)
class Days:
    """`now` is when the demonstration is made."""

    now: datetime

    @property
    def today(self) -> date:
        return local(self.now).date()

    def on(self, days: int) -> date:
        """So many days ago, or the nearest day at work: earlier in the past, later in what is to come."""
        day = self.today - timedelta(days=days)
        past_friday = max(0, day.weekday() - 4)
        if not past_friday:
            return day
        return day - timedelta(days=past_friday) if days > 0 else day + timedelta(days=3 - past_friday)

    def at(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(self.on(days), time(hour, minute)))


@dataclass(frozen=True)
class Pair:
    """The person whose growth it is about, and the other, in their role to them."""

    days: Days
    organisation: Organisation
    person: Person
    other: Person
    role: str

    @property
    def both(self) -> tuple[Person, Person]:
        return self.person, self.other

    def named(self, text: str) -> str:
        return text.format(person=self.person.called, other=self.other.called)

    def propose(
        self, kind: str, *, days: int, meets: int | None, by: Person, hour: int = 14, message: str = "", **more: Any
    ) -> Conversation | None:
        """Asked for `days` ago; `meets` is the day of the meeting, None where no day is set yet."""
        agenda = agenda_by_id(kind, self.organisation)
        if agenda is None:
            return None
        plan = Plan(
            frequency=more.pop("frequency", agenda.frequency),
            minutes=agenda.minutes,
            starts_at=None if meets is None else self.days.at(meets, hour),
            form=more.pop("form", Conversation.Form.IN_PERSON),
            place=more.pop("place", ""),
        )
        return proposing.propose(
            agenda=agenda,
            person=self.person,
            other=self.other,
            other_role=self.role,
            organisation=self.organisation,
            other_organisation=self.organisation,
            plan=plan,
            message=message,
            by=by,
            at=self.days.at(days),
            **more,
        )

    def agree(self, kind: str, *, days: int, meets: int | None, by: Person, **more: Any) -> Conversation | None:
        """Asked for, and agreed the next day."""
        asked = self.propose(kind, days=days, meets=meets, by=by, **more)
        if asked is None:
            return None
        return proposing.agree(asked, by=asked.partner_of(by), at=self.days.at(days - 1, 16))

    def prepare(
        self,
        conversation: Conversation,
        by: Person,
        answers: Sequence[str],
        *,
        days: int,
        goals: Sequence[str] = (),
        is_ready: bool = True,
    ) -> None:
        """Answers to the first questions that the agenda gives this one of the two."""
        questions = questions_for(conversation, "person" if by == self.person else "other")
        said: dict[str, Any] = dict(zip(questions, answers, strict=False))
        at = self.days.at(days, 18)
        preparing.save_preparation(
            conversation, said | ({"goals": list(goals)} if goals else {}), revision=0, by=by, at=at
        )  # fmt: skip
        if is_ready:
            preparing.say_ready(conversation, is_ready=True, by=by, at=at)

    def meet(self, conversation: Conversation, *, days: int, hour: int = 14) -> Conversation:
        for one in self.both:
            meeting.come_in(conversation, by=one, at=self.days.at(days, hour))
        return fresh(conversation)

    def write(self, conversation: Conversation, text: str, *, by: Person, days: int, hour: int = 14) -> None:
        """In our record, below what stands there."""
        note = SharedNote.objects.filter(conversation=conversation).first()
        base, revision = (note.text, note.revision) if note else ("", 0)
        at = self.days.at(days, hour, 20 if not note else 40)
        noting.save_record(
            conversation, f"{base}\n\n{text}".strip(), base=base, revision=revision, by=by, at=at
        )  # fmt: skip

    def note(self, conversation: Conversation, text: str, *, by: Person, days: int) -> None:
        """For its writer alone."""
        noting.save_private_note(conversation, text, revision=0, by=by, at=self.days.at(days, 17))

    def promise(
        self, conversation: Conversation, text: str, *, owner: Person, days: int, until: int, **more: str
    ) -> AgreedAction:
        at = self.days.at(days, 14, 50)
        promise = Promise(text=text, by_when=self.days.on(until), **more)
        return promising.add_action(conversation, promise, owner=owner, by=owner, at=at, today=at.date())

    def keep(self, action: AgreedAction, outcome: str, *, days: int) -> None:
        promising.settle_action(action, state="done", outcome=outcome, by=action.owner, at=self.days.at(days, 16))

    def end(self, conversation: Conversation, *, days: int, review: int | None, reason: str = "", **more: Any) -> None:
        """`review`: the day on which they look again; None with the reason for none."""
        at = self.days.at(days, 15)
        review_date = None if review is None else self.days.on(review)
        ending.end_conversation(
            conversation, review_date=review_date, no_review_reason=reason, by=self.person, at=at, today=at.date(), **more
        )  # fmt: skip


def questions_for(conversation: Conversation, side: Literal["person", "other"]) -> list[str]:
    template = agenda_of(conversation).prepare.get(side)
    groups = groups_of(template.questions, stored_packs(conversation.organisation)) if template else []
    return [question.text for group in groups for question in group.questions]


def fresh(conversation: Conversation) -> Conversation:
    return conversation_by_id(conversation.pk) or conversation
