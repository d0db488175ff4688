"""Every picture of the demo paper, drawn by code: one for each story, one for each of the staff.

`PICTURES` (1440 by 960) and `PORTRAITS` (480 by 480) hold a function for each key. Each draws the
same picture every time.
"""

from collections.abc import Callable

from PIL.Image import Image

from articles.demo.pictures import (
    closeup,
    crafts,
    creatures,
    dales,
    editors,
    hillside,
    landmarks,
    market,
    moors,
    night,
    reporters,
    rooms,
    services,
    streets,
    waterside,
    writers,
)

PICTURES: dict[str, Callable[[], Image]] = {
    "funicular": hillside.funicular,
    "bins": streets.bins,
    "classroom": rooms.classroom,
    "ledger": streets.ledger,
    "cable": dales.cable,
    "nightbus": hillside.nightbus,
    "viaduct": landmarks.viaduct,
    "mill": waterside.mill,
    "shops": market.shops,
    "clothhall": landmarks.clothhall,
    "switch": rooms.switch,
    "snail": closeup.snail,
    "trams": market.trams,
    "telephone": rooms.telephone,
    "reservoir": dales.reservoir,
    "beaver": creatures.beaver,
    "moor": moors.moor,
    "curlew": creatures.curlew,
    "scanner": services.scanner,
    "pollen": closeup.pollen,
    "stars": night.stars_over_village,
    "meteor": night.meteor,
    "type": crafts.metal_type,
    "library": services.library,
    "tower": waterside.tower,
    "brass": crafts.brass,
    "oven": crafts.oven,
    "fell": moors.fell,
    "bothy": night.bothy,
}

PORTRAITS: dict[str, Callable[[], Image]] = {
    "tamsin": reporters.tamsin,
    "idris": reporters.idris,
    "noor": reporters.noor,
    "matteo": writers.matteo,
    "agnes": writers.agnes,
    "bram": writers.bram,
    "priya": editors.priya,
    "callum": editors.callum,
    "hester": editors.hester,
}
