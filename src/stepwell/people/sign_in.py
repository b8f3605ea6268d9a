from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Accounts come from the staff list or an invitation: nobody signs themselves up."""

    def is_open_for_signup(self, request) -> bool:
        return False
