"""What readers of The Upland wrote to the desk, and what became of it."""

from dataclasses import dataclass

from articles.feedback.feedback import Hold, Reason, Resolution, State


@dataclass(frozen=True)
class Reply:
    """A reader's answer with more to it; `state` is where the moderators left it.

    `part` is a heading of the story as it was read. `name` is by what another reply, which says the
    same, calls this one in `same_as`.
    """

    slug: str
    vote: str
    comment: str
    hours_ago: float
    state: str = State.NEW
    reasons: tuple[str, ...] = ()
    part: str = ""
    resolution: str = ""
    note: str = ""
    suspicions: tuple[str, ...] = ()
    assignee: str = ""
    is_escalated: bool = False
    name: str = ""
    same_as: str = ""


REPLIES = (
    Reply(
        "lift-learned-to-wait",
        "no",
        "You say what the operators think of it. What do the people think who missed their bus at "
        "the top because the car below waited for someone else?",
        1.5,
        reasons=(Reason.MISSING,),
        part="Eight seconds to answer",
    ),
    Reply(
        "stennet-water-lowest-in-forty-years",
        "no",
        "The table has levels in metres below the crest, the text in per cent. Please choose one.",
        2.0,
        reasons=(Reason.HARD,),
        part="Thirteen months",
        name="units",
    ),
    Reply(
        "stennet-water-lowest-in-forty-years",
        "no",
        "Metres in one place and per cent in the next. How full is it?",
        1.0,
        reasons=(Reason.HARD,),
        part="Thirteen months",
        same_as="units",
    ),
    Reply(
        "stennet-water-lowest-in-forty-years",
        "no",
        "The diagram of the dam is cut off on my telephone, and my screen reader says nothing of "
        "it.",
        3.5,
        State.IN_PROGRESS,
        reasons=(Reason.TECHNICAL,),
        note="The picture has no description. I am writing one.",
        assignee="editor",
    ),
    Reply(
        "night-bus-returns",
        "yes",
        "My daughter finishes at two. This is the first article that told me where it stops.",
        3.0,
        State.ADDRESSED,
        resolution=Resolution.PRAISE,
        note="Read out at conference.",
    ),
    Reply(
        "night-bus-returns",
        "no",
        "Does it run on bank holidays? Ring me on 0113 496 0842 or write to "
        "night.owl@oxengreen.example if you find out.",
        4.5,
        reasons=(Reason.MISSING,),
        part="The arithmetic",
    ),
    Reply(
        "viaduct-shut-eleven-months",
        "no",
        "Which replacement coaches take a wheelchair? The company's own page does not say either.",
        20.0,
        State.OPEN,
        reasons=(Reason.MISSING,),
        part="Twenty-two minutes or forty-eight",
        note="Asked the company, answer promised for Thursday.",
        assignee="moderator",
        name="wheelchair",
    ),
    Reply(
        "viaduct-shut-eleven-months",
        "no",
        "How am I to get to work in my chair?",
        11.0,
        reasons=(Reason.MISSING,),
        same_as="wheelchair",
    ),
    Reply(
        "viaduct-shut-eleven-months",
        "no",
        "You give the name of the welder who was hurt. His mother learned of it from your page.",
        7.5,
        State.OPEN,
        reasons=(Reason.OTHER,),
        part="Under the arches",
        note="The editor must see this one.",
        assignee="editor",
        is_escalated=True,
    ),
    Reply("viaduct-shut-eleven-months", "no", "", 5.0, reasons=(Reason.OUTDATED,)),
    Reply(
        "chatbot-wrong-bin-day",
        "no",
        "You write of thirty-two streets. I have the council's list before me, and it names "
        "twenty-three.",
        23.5,
        State.ADDRESSED,
        reasons=(Reason.WRONG,),
        part="The beginning",
        resolution=Resolution.CORRECTED,
        note="Right: we had turned the figures round.",
    ),
    Reply(
        "chatbot-wrong-bin-day",
        "no",
        "Nobody knows why? The makers say why in your last paragraph.",
        9.5,
        State.ADDRESSED,
        reasons=(Reason.HEADLINE,),
        resolution=Resolution.NO_CHANGE,
        note="They say how often, not why.",
    ),
    Reply(
        "curlew-count-up",
        "no",
        "The survey was walked on twelve moors, not ten. I walked two of them.",
        110.0,
        State.ADDRESSED,
        reasons=(Reason.WRONG,),
        resolution=Resolution.CORRECTED,
        note="Corrected, with thanks.",
    ),
    Reply(
        "curlew-count-up",
        "no",
        "Is a pair two birds that nest, or two birds that are seen?",
        60.0,
        State.ADDRESSED,
        reasons=(Reason.HARD,),
        part="Where the seventeen were",
        resolution=Resolution.PASSED_ON,
        note="For Linnet's piece on how birds are counted.",
    ),
    Reply(
        "street-that-shares-an-oven",
        "yes",
        "We have the key to the other oven, the one behind the chapel. Come and look.",
        12.0,
        State.OPEN,
        note="Matteo will go on Saturday.",
    ),
    Reply(
        "street-that-shares-an-oven",
        "yes",
        "My grandmother's mark is the one with two crosses. I cried, in a good way.",
        16.0,
        State.ADDRESSED,
        resolution=Resolution.PRAISE,
    ),
    Reply(
        "schools-drop-essay-detectors",
        "no",
        "Seventeen of sixty is 28 per cent; the table says 23.",
        50.0,
        State.ADDRESSED,
        reasons=(Reason.WRONG,),
        resolution=Resolution.NOT_FOUND,
        note="No table of ours says 23.",
    ),
    Reply("mill-flats-heat-from-the-weir", "no", "", 30.0, reasons=(Reason.HARD, Reason.MISSING)),
    Reply(
        "mill-flats-heat-from-the-weir",
        "no",
        "",
        28.0,
        reasons=(Reason.HARD,),
        part="Rosalind Akers and the two columns",
    ),
    Reply(
        "say-who-decides",
        "no",
        "I simply disagree with the columnist.",
        6.0,
        State.DISMISSED,
        reasons=(Reason.OTHER,),
        note="An opinion, answered by an opinion.",
    ),
    Reply(
        "fell-race-in-fog",
        "no",
        "I wanted the results, all of them, with times.",
        4.0,
        reasons=(Reason.NOT_SOUGHT,),
    ),
    Reply(
        "parking-ledger-opened",
        "no",
        "BEST PRICE SIGNS AND PERMITS visit our shop today",
        40.0,
        State.SPAM,
    ),
    Reply(
        "streetlights-dimmed-for-stars",
        "no",
        "great post very informative thank you for share",
        8.0,
        State.HELD,
        suspicions=(Hold.TRAP,),
    ),
    Reply(
        "streetlights-dimmed-for-stars",
        "no",
        "Turn them back on. Turn them back on. Turn them back on.",
        2.5,
        State.HELD,
        suspicions=(Hold.REPEATED,),
    ),
    Reply(
        "beavers-on-the-isk",
        "no",
        "Everyone in Oxen Green knows who let them go, and I have a good mind to say it here.",
        13.0,
        State.HELD,
        suspicions=(Hold.WORDS,),
    ),
)
