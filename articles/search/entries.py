"""What both databases' indexes have in common."""

from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from modelsearch.utils import get_content_type_pk

# Of more records than this that have the words, those whose entries came last are weighed: to weigh
# them all would take the longer the larger the archive is, for words that tell little.
WEIGHED = 2_000


class OnlyWhatIsThere:
    """Entries for what can be found, and no bookkeeping over all of them."""

    def _refresh_title_norms(self, *, full=False):
        """Not wanted: it would read the whole index each time that a story is printed."""

    def delete_stale_model_entries(self, model):
        """Drop the entries of records that are gone, or of which nothing is left to find."""
        there = model.get_indexed_objects().values("pk")
        stale = self.entries.filter(content_type_id=get_content_type_pk(model))
        stale = stale.annotate(record=Cast("object_id", BigIntegerField()))
        stale.exclude(record__in=there).delete()
