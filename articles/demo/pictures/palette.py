"""The twelve inks of the paper's pictures, and the way to make a tint of two of them."""

Colour = tuple[int, int, int]

INK: Colour = (19, 32, 42)
NIGHT: Colour = (27, 58, 80)
TEAL: Colour = (45, 102, 122)
SLATE: Colour = (98, 145, 160)
MIST: Colour = (170, 200, 207)
PALE: Colour = (226, 236, 238)
CREAM: Colour = (248, 238, 218)
SAND: Colour = (222, 192, 146)
LAMP: Colour = (246, 188, 70)
RUST: Colour = (200, 94, 56)
MOSS: Colour = (122, 142, 84)
PLUM: Colour = (150, 40, 94)


def mix(first: Colour, second: Colour, share: float = 0.5) -> Colour:
    """Return the tint that holds `share` of the second ink and the rest of the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


PINE = mix(MOSS, INK, 0.6)
HEATHER = mix(PLUM, SLATE, 0.35)
DUSK = mix(RUST, SAND, 0.4)
STONE = mix(SAND, SLATE, 0.5)
