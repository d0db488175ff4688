"""What is to be seen of a page that is open."""


def runs_over(page, width):
    """Whether it scrolls sideways in a window of that width."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth") > width
