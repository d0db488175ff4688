"""What is to be seen of a page that is open."""


def runs_over(page, width):
    """Whether it scrolls sideways in a window of that width."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth") > width


def sticks_out(page, width):
    """The words in lists that are wider than their place is, in a window of that width."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.locator(".card, .item, .times li, .plain li").evaluate_all("""all => all.flatMap(
        place => [...place.querySelectorAll('a, .dek')].filter(words => {
            const range = document.createRange(), has = place.getBoundingClientRect();
            range.selectNodeContents(words);
            const takes = range.getBoundingClientRect();
            return takes.left < has.left - 1 || takes.right > has.right + 1;
        }).map(words => words.textContent)
    )""")
