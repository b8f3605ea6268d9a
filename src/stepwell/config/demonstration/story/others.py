"""Conversations of others, each in another state: asked for, waiting for preparation, left out, under way, not agreed."""

from collections.abc import Sequence
from datetime import timedelta

from stepwell.conversations.models import Conversation
from stepwell.conversations.operations import ending, meeting, proposing, reading, staging
from stepwell.conversations.operations.growth import adjustments, drafting, positions
from stepwell.conversations.operations.growth.drafting import Drafted
from stepwell.conversations.presenters.staging import parts_of
from stepwell.conversations.queries.agendas import growth_packs
from stepwell.conversations.queries.growth import HISTORY, REFLECTION, View, stage_on
from stepwell.domain.growing import two_years_after
from stepwell.domain.reflecting import Answered, Writing, values_of
from stepwell.frameworks.queries import stored_packs
from stepwell.journal.models import JournalEntry
from stepwell.journal.operations import writing
from stepwell.journal.queries.entries import guide_of
from stepwell.people.models import Appointment, Person

from ..builder import Builder, Staff
from . import others_words as words
from .beginning import take_roles
from .growing import cell, growth, guided, save
from .talks import Days, Pair, fresh


def tell_of_others(builder: Builder, staff: Staff, cast: Sequence[Appointment], *, has_year: bool) -> None:
    """`cast`: as the sign-in page has them. Whoever has the year told has no other conversations here."""
    others = Others(Days(builder.now), staff, cast)
    if not has_year:
        others.asked_and_agreed()
        others.regular()
        others.read_and_written()
    others.team()
    others.reviewed()
    others.under_way()


class Others:
    def __init__(self, days: Days, staff: Staff, cast: Sequence[Appointment]):
        self.days, self.organisation = days, staff.organisation
        self.first, _, self.head, self.director, self.coach = (one.person for one in cast[:5])
        known = {one.person_id for one in cast}
        self.reports: list[Person] = [
            one.person
            for one in staff.appointments
            if one.manager_id == self.head.pk and one.end_date is None and one.person_id not in known
        ]

    def pair(self, person: Person, other: Person, role: str = "manager") -> Pair:
        return Pair(self.days, self.organisation, person, other, role)

    def asked_and_agreed(self) -> None:
        """The manager has asked and waits for an answer; with a coach who is no manager of theirs, one of the two is ready."""
        self.pair(self.first, self.head).propose(
            "career", days=2, meets=-9, by=self.head, message=words.ASKED_BY_MANAGER
        )
        with_coach = self.pair(self.first, self.coach, "coach")
        before = with_coach.agree("career", days=75, meets=61, by=self.first, message=words.ASKED_A_COACH)
        if before is None:
            return
        before = with_coach.meet(before, days=61)
        take_roles(with_coach, before, days=61)
        with_coach.write(before, words.COACHED_RECORD, by=self.first, days=61)
        with_coach.promise(before, words.COACHED_ACTION, owner=self.first, days=61, until=4)
        with_coach.end(before, days=61, review=6)
        coming = with_coach.agree("on-framework", days=12, meets=-4, by=self.first, follows=before)
        if coming:
            with_coach.prepare(coming, self.first, words.ON_FRAMEWORK_PREPARED, days=1)

    def regular(self) -> None:
        """One-to-ones every two weeks, of which the latest was left out."""
        with_manager = self.pair(self.first, self.head)
        talk = with_manager.agree("one-to-one", days=40, meets=24, hour=11, by=self.head)
        if talk is None:
            return
        meeting.add_point(talk, text=words.POINT, by=self.first, at=self.days.at(26))
        talk = with_manager.meet(talk, days=24, hour=11)
        with_manager.write(talk, words.ONE_TO_ONE, by=self.head, days=24, hour=11)
        with_manager.end(talk, days=24, review=10, no_actions=True)
        following = talk.followed_by.first()
        if following:
            at = self.days.at(12)
            ending.skip(following, by=self.head, at=at, today=at.date())

    def read_and_written(self) -> None:
        """Some pages of a journal; and the manager's manager asks to read what was written about a conversation."""
        for ago, (title, text) in zip((9, 33), words.NOTES, strict=True):
            note = writing.start_note(person=self.first, today=self.days.on(ago), at=self.days.at(ago, 20))
            page = Writing(title, (Answered("", "", text),))
            writing.save_page(note, "", page, revision=0, at=self.days.at(ago, 20, 5))
        with_values = next(
            (one for one in stored_packs(self.organisation) if one.is_used and values_of(one.pack)), None
        )
        if with_values:
            entry = guided(self.first, with_values, JournalEntry.Kind.VALUES, "", self.days, 20)
            save(entry, guide_of(entry).sections[0], [words.VALUE], self.days, 20)
        reading.ask_to_read(
            person=self.first, purpose="support", reason=words.WANTS_TO_READ, by=self.director, at=self.days.at(3)
        )

    def team(self) -> None:
        """The manager's own list: a review that is overdue, feedback that waits for the person, and a "not now"."""
        if len(self.reports) < 3:
            return
        first, second, third = self.reports[:3]
        with_first = self.pair(first, self.head)
        appraisal = with_first.agree("appraisal", days=130, meets=112, by=self.head)
        if appraisal:
            appraisal = with_first.meet(appraisal, days=112)
            with_first.write(appraisal, words.APPRAISAL, by=self.head, days=112)
            with_first.promise(appraisal, words.APPRAISAL_ACTION, owner=self.head, days=112, until=20)
            with_first.end(appraisal, days=112, review=18)
        self.pair(second, self.head).agree("feedback", days=6, meets=-3, by=self.head, message=words.FEEDBACK_ASKED)
        asked = self.pair(third, self.head).propose("career", days=30, meets=None, by=self.head)
        if asked:
            proposing.not_now(asked, by=third, at=self.days.at(28))
        self.pair(third, self.head).agree("probation", days=9, meets=-12, by=self.head)

    def reviewed(self) -> None:
        """What and how, by both, with values or behaviours of the frameworks that the organisation uses."""
        if len(self.reports) < 2:
            return
        pair = self.pair(self.reports[1], self.head)
        talk = pair.agree("performance", days=75, meets=61, by=self.head)
        if talk is None:
            return
        stage, named = talk.stages.get(), parts_of([one for one in stored_packs(self.organisation) if one.is_used])
        for writer, said, (_, parts) in zip(pair.both, words.REVIEWED, [*named, ("", []), ("", [])], strict=False):
            content = said | ({"shows": [name for name, _ in parts[:2]]} if parts else {})
            staging.save_answer(stage, content, revision=0, by=writer, at=self.days.at(63))
            staging.give_answer(stage, by=writer, at=self.days.at(63))
        talk = pair.meet(talk, days=61)
        pair.write(talk, words.REVIEW_RECORD, by=self.head, days=61)
        pair.promise(talk, words.REVIEW_ACTION, owner=self.head, days=61, until=-20)
        pair.end(talk, days=61, review=-120)

    def under_way(self) -> None:
        """A conversation about growth that began this week: both views are kept, and the plan is being drafted."""
        if len(self.reports) < 4 or not growth_packs(self.organisation):
            return
        pair = self.pair(self.reports[3], self.head)
        talk = pair.agree("growth", days=18, meets=3, by=self.head)
        if talk:
            talk = pair.meet(talk, days=3)
            self.keep_both_views(pair, talk)
            self.draft(pair, talk)

    def keep_both_views(self, pair: Pair, talk: Conversation) -> None:
        at, today = self.days.at(3, 14, 30), self.days.on(3)
        adjustments.answer_adjustments(
            talk, answer="no", words="", wants_words=False, revision=0, by=pair.person, at=at - timedelta(minutes=20)
        )
        for page in (REFLECTION, HISTORY):
            stage = stage_on(talk, page)
            if stage:
                staging.mark_held(stage, by=pair.other, at=at)
        pack = growth(talk, pair.person).stored.pack
        for writer, where, why in zip(
            pair.both, (cell(pack, 2, 1), cell(pack, 1, 1)), words.TWO_VIEWS, strict=True
        ):  # fmt: skip
            positions.write_view(talk, View(where, why), give=True, revision=0, by=writer, at=at)
        positions.keep_both_views(fresh(talk), by=pair.person, at=at, today=today)

    def draft(self, pair: Pair, talk: Conversation) -> None:
        at, today = self.days.at(3, 14, 45), self.days.on(3)
        pack = growth(talk, pair.person).stored.pack
        aim = cell(pack, 2, -1)
        drafting.draft_future(
            talk, aim, on=two_years_after(today), words="", revision=0, by=pair.person, at=at, today=today
        )  # fmt: skip
        ways = [one.id for one in pack.initiatives if one.category == aim.category and one.step == aim.step][:2]
        drafting.draft_objective(
            talk, Drafted(words.DRAFTED, "next", None, ways), by=pair.other, at=at, today=today
        )  # fmt: skip
