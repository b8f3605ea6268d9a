"""Nobody can forget: each address declares a permission, and the one policy covers each permission."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from stepwell.access.permissions import Permission
from stepwell.access.roles import HELD_BECAUSE, POLICY, Role, allows
from stepwell.people.sign_in_urls import SIGN_IN_PAGES


def addresses(resolver=None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


ADDRESSES = sorted(addresses(), key=lambda entry: entry[0])


def test_there_are_addresses_to_check():
    assert len(ADDRESSES) > 40


@pytest.mark.parametrize(("name", "pattern"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_each_address_declares_its_permission(name, pattern):
    declared = getattr(pattern.callback, "permission", SIGN_IN_PAGES.get(name))
    assert declared in Permission, f"{name} declares no permission"


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_has_roles_and_a_sentence(permission):
    rule = POLICY[permission]
    assert rule.roles
    assert rule.sentence.endswith(".")
    assert len(rule.sentence.split()) >= 4


def test_each_permission_is_used_by_a_page():
    used = {getattr(pattern.callback, "permission", SIGN_IN_PAGES.get(name)) for name, pattern in ADDRESSES}
    assert used == set(Permission)


def test_each_role_says_how_it_is_come_by():
    assert set(HELD_BECAUSE) == set(Role)


DUTIES = frozenset({Role.FRAMEWORK_OWNER, Role.COORDINATOR, Role.PEOPLE_ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER})
CONTENT = [
    Permission.ASSESSMENT_ANSWER,
    Permission.REPORT_READ_OWN,
    Permission.REPORT_READ_SHARED,
    Permission.ASSESSMENT_SHARE,
    Permission.JOURNAL_ENTRY,
    Permission.JOURNAL_SHARE,
    Permission.JOURNAL_READ_SHARED,
    Permission.FEEDBACK_ROUND,
    Permission.FEEDBACK_REPORT_READ,
    Permission.CONVERSATION_DECIDE,
    Permission.CONVERSATION_READ_SHARED,
    Permission.PLAN_READ,
    Permission.PLAN_CHANGE,
    Permission.PLAN_SHARE,
    Permission.PLAN_READ_SHARED,
    Permission.OPPORTUNITY_READ,
    Permission.OPPORTUNITY_WITHDRAW,
]
# What else no duty and no line manager opens; the owner does not, either.
OTHERS = [Permission.FEEDBACK_ANSWER, Permission.FEEDBACK_FACILITATE, Permission.FEEDBACK_APPROVE]
OTHERS += [Permission.OPPORTUNITY_ANSWER]
# The person whose conversation it is holds this role as well.
BETWEEN_TWO = [Permission.CONVERSATION_TAKE_PART]


@pytest.mark.parametrize("permission", CONTENT)
def test_no_duty_opens_what_a_person_wrote(permission):
    assert not allows(permission, DUTIES | {Role.SIGNED_IN, Role.LINE_MANAGER, Role.ANYONE})
    assert allows(permission, frozenset({Role.OWNER, Role.SHARED_WITH}))


@pytest.mark.parametrize("permission", BETWEEN_TWO)
def test_no_duty_and_no_manager_opens_a_conversation_of_two(permission):
    assert not allows(permission, frozenset(Role) - {Role.PARTICIPANT})
    assert allows(permission, frozenset({Role.PARTICIPANT}))


@pytest.mark.parametrize("permission", OTHERS)
def test_no_duty_and_no_owner_takes_another_role_in_a_round(permission):
    assert not allows(permission, DUTIES | {Role.SIGNED_IN, Role.LINE_MANAGER, Role.ANYONE, Role.OWNER})
