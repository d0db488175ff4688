"""The house tests itself: borders between rooms, migrations, README; and each guard, broken."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.http import HttpResponse
from django.test.utils import isolate_apps
from django.urls import path

from articles.models import Article, Edition
from tests.make import make_edition

pytestmark = pytest.mark.looks

APP = Path(apps.get_app_config("articles").path)

# What each room may import besides itself; the text of it is in README.md.
SHELVES = {"text", "search", "library", "editions"}
MAY_IMPORT = {
    "text": set(),
    "search": {"text"},
    "library": {"text"},
    "editions": {"text", "search", "library"},
    "feedback": SHELVES,
    "site": SHELVES,
    "desk": SHELVES | {"feedback", "site"},
    "exchange": SHELVES | {"feedback", "desk"},
    "templatetags": SHELVES,
    "migrations": set(),
    # What only fills the house or drives it may ask anyone; nobody may lean on it.
    "demo": SHELVES | {"feedback", "site", "desk", "exchange", "models.py"},
    "management": SHELVES | {"feedback", "site", "desk", "exchange", "models.py", "demo"},
}
FOR_ALL = {"freshness.py", "fields.py", "inquiry.py", "standing.py", "whence.py"}
FRONT_DOORS = {"models.py", "admin.py", "apps.py", "checks.py"}
# A story's identity is a row of the desk. What is printed of it, the addresses that it owns, the
# slots that it holds and its embargoes name that row, and that is all that may point upwards;
# readers' code says `article_id`.
UPWARD_KEYS = {"Edition.article", "Redirect.article", "FrontSlot.article", "Embargo.article"}


def imported(source):
    """The dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room_of(module):
    """The room of "articles.site.views": "site"; that of "articles.fields" is "fields.py"."""
    first = module.split(".")[1]
    return first if first in MAY_IMPORT else f"{first}.py"


def wrong_imports(app):
    """Each import in `app`'s tree that the table does not allow: "site/views.py imports desk"."""
    wrong = set()
    for file in app.rglob("*.py"):
        here = file.relative_to(app)
        if (room := here.parts[0]) in FRONT_DOORS | {"__init__.py"}:
            continue
        if room not in MAY_IMPORT.keys() | FOR_ALL:
            wrong.add(f"{room} is no room of the table")
            continue
        allowed = MAY_IMPORT.get(room, set()) | FOR_ALL | {room}
        for module in imported(file.read_text("utf-8")):
            if module.startswith("articles.") and room_of(module) not in allowed:
                wrong.add(f"{here.as_posix()} imports {room_of(module)}")
    return sorted(wrong)


def wrong_keys(tables):
    """Each foreign key that points where its room may not import: "Listing.article → desk"."""
    wrong = []
    # Author and Editor are Contributor's table again.
    for table in (each for each in tables if not each._meta.proxy):
        room = room_of(table.__module__)
        for key in (*table._meta.fields, *table._meta.many_to_many):
            target = key.related_model
            if target is None or target._meta.app_label != "articles":
                continue
            name, there = f"{table.__name__}.{key.name}", room_of(target.__module__)
            if there not in MAY_IMPORT.get(room, set()) | {room} and name not in UPWARD_KEYS:
                wrong.append(f"{name} → {there}")
    return wrong


def unwritten_migrations(tables):
    """What the tables say that no migration of ours does."""
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), tables).changes(loader.graph)
    return [step.describe() for each in changes.get("articles", ()) for step in each.operations]


def untold_settings(source, readme):
    """Each `env.kind("NAME", …)` in `source` that has no line in `readme`'s table."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = {
        call.args[0].value
        for call in calls
        if re.fullmatch(r"env\.\w+", ast.unparse(call.func))
        and isinstance(call.args[0], ast.Constant)
    }
    return sorted(name for name in names if f"\n| `{name}` |" not in readme)


def test_arrows_between_rooms_point_one_way():
    assert wrong_imports(APP) == []


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        (
            "site/views.py",
            "from articles.desk.article import Article",
            "site/views.py imports desk",
        ),
        ("site/views.py", "from articles import feedback", "site/views.py imports feedback"),
        ("text/words.py", "import articles.library.section", "text/words.py imports library"),
        ("desk/forms.py", "from articles.models import Edition", "desk/forms.py imports models.py"),
        ("desk/forms.py", "def seed():\n from articles import demo", "desk/forms.py imports demo"),
        ("fields.py", "from articles.text import words", "fields.py imports text"),
        ("utils/odds.py", "", "utils is no room of the table"),
    ],
)
def test_an_import_against_the_arrows_is_told(tmp_path, file, line, complaint):
    wrong = tmp_path / file
    wrong.parent.mkdir(exist_ok=True)
    wrong.write_text(line)

    assert wrong_imports(tmp_path) == [complaint]


def test_foreign_keys_point_the_same_way():
    assert wrong_keys(apps.get_app_config("articles").get_models()) == []


@isolate_apps("articles")
def test_a_foreign_key_against_the_arrows_is_told():
    class Shortcut(models.Model):
        __module__ = "articles.site.views"
        story = models.ForeignKey(Article, models.CASCADE, related_name="+")

        class Meta:
            app_label = "articles"

        def __str__(self):
            return "a shortcut"

    assert wrong_keys([Shortcut]) == ["Shortcut.story → desk"]


def test_every_change_of_a_table_has_its_migration():
    assert unwritten_migrations(ProjectState.from_apps(apps)) == []


def test_a_change_without_a_migration_is_told():
    tables = ProjectState.from_apps(apps)
    tables.remove_field("articles", "section", "description")

    assert unwritten_migrations(tables) == ["Remove field description from section"]


def test_every_setting_stands_in_the_readme():
    source = (settings.BASE_DIR / "newsroom" / "settings.py").read_text("utf-8")
    readme = (settings.BASE_DIR / "README.md").read_text("utf-8")

    assert untold_settings(source, readme) == []


def test_a_setting_without_its_line_is_told():
    source = 'KNOWN = env.str("KNOWN")\nif env.bool("SECRETIVE", False):\n    pass'

    assert untold_settings(source, "\n| `KNOWN` | … |") == ["SECRETIVE"]


def careless(request):
    """A page such as no reader should get: it looks into the working copy."""
    return HttpResponse(Edition.live(at=request.moment).get().article.headline)


urlpatterns = [path("careless/", careless)]


@pytest.mark.urls(__name__)
def test_a_page_that_looks_at_the_desk_is_told(reader):
    make_edition()
    complaint = "a reader's page read ['articles_article']"

    with pytest.raises(AssertionError, match=re.escape(complaint)):
        reader.get("/careless/")
