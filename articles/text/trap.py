"""The name of the field that people do not see: whatever fills it in is no person.

It is another one beneath each edition and on each slip, so that no program knows it by heart; and
the same for everyone who gets that page, so that any cache may hold it.
"""

import hmac

# Nothing that a browser would fill in by itself, as it does names, addresses and telephones.
_WHOSE = ("your", "my", "reader", "visitor", "guest", "sender", "other", "second")
_WHAT = ("website", "homepage", "url", "link", "subject", "topic", "blog", "reference")
_NUMBERS = range(10, 100)


def trap_name(address: str, *, secret: str) -> str:
    """What the hidden field is called in the form that is posted to `address`."""
    digest = hmac.new(secret.encode(), f"trap {address}".encode("utf-8", "replace"), "sha256")
    chosen = zip((_WHOSE, _WHAT, _NUMBERS), digest.digest(), strict=False)
    return "_".join(str(words[number % len(words)]) for words, number in chosen)
