"""Sessions in the database, as Django keeps them; found by a statement that is prepared, since each request needs one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from stepwell.prepared import prepared

BY_KEY = prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = BY_KEY.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
