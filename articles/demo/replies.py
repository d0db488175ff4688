"""What readers of The Upland wrote to the desk, in each state that a report can be in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """A reader's answer with words; `state` is where the moderators left it."""

    slug: str
    vote: str
    comment: str
    state: str
    hours_ago: float
    note: str = ""


REPLIES = (
    Reply(
        "lift-learned-to-wait",
        "no",
        "You say what the operators think of it. What do the people think who missed their bus at "
        "the top because the car below waited for someone else?",
        "new",
        1.5,
    ),
    Reply(
        "stennet-water-lowest-in-forty-years",
        "no",
        "The table has levels in metres below the crest, the text in per cent. Please choose one.",
        "new",
        2.0,
    ),
    Reply(
        "night-bus-returns",
        "yes",
        "My daughter finishes at two. This is the first article that told me where it stops.",
        "new",
        3.0,
    ),
    Reply(
        "viaduct-shut-eleven-months",
        "no",
        "Which replacement coaches take a wheelchair? The company's own page does not say either.",
        "open",
        20.0,
        "Asked the company, answer promised for Thursday.",
    ),
    Reply(
        "chatbot-wrong-bin-day",
        "no",
        "You write of thirty-two streets. I have the council's list before me, and it names "
        "twenty-three.",
        "addressed",
        23.5,
        "Right: we had turned the figures round. Corrected.",
    ),
    Reply(
        "curlew-count-up",
        "no",
        "The survey was walked on twelve moors, not ten. I walked two of them.",
        "addressed",
        110.0,
        "Corrected, with thanks.",
    ),
    Reply(
        "street-that-shares-an-oven",
        "yes",
        "We have the key to the other oven, the one behind the chapel. Come and look.",
        "open",
        12.0,
        "Matteo will go on Saturday.",
    ),
    Reply(
        "say-who-decides",
        "no",
        "I simply disagree with the columnist.",
        "dismissed",
        6.0,
        "An opinion, answered by an opinion.",
    ),
    Reply(
        "parking-ledger-opened",
        "no",
        "BEST PRICE SIGNS AND PERMITS visit our shop today",
        "spam",
        40.0,
    ),
    Reply(
        "streetlights-dimmed-for-stars",
        "no",
        "great post very informative thank you for share",
        "held",
        8.0,
    ),
)
