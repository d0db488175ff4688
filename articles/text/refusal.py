"""What every refusal has: words for the person who asked, and the field to look at."""


class Refusal(Exception):
    """Something was asked that may not be done. Its text is shown to the person as it stands.

    `field` names the form's field at which the text belongs, "" for the whole form.
    """

    field = ""
    code = "refused"
