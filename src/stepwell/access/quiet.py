"""Addresses that hold a secret stay out of the log, whatever goes wrong on their pages."""

import logging


class SecretAddresses(logging.Filter):
    """Django writes the address of each page that was refused or failed; of pages opened by a link, only which page."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        if match is not None and getattr(match.func, "by_link", False) and isinstance(record.args, tuple):
            path = getattr(request, "path", "")
            written = {path, path.encode("unicode_escape").decode("ascii")}  # the second is how Django writes it
            record.args = tuple(f"/{match.route}" if arg in written else arg for arg in record.args)
        return True
