"""The four roles, as groups: Writer, Editor, Moderator, Administrator."""

from django.db import migrations

LIBRARY = ["section", "contributor", "image"]
STORY = ["article", "takeaway", "credit"]
ROLES = {
    "Writer": {
        "articles": ["add_article", "change_article", "view_article"]
        + [f"{verb}_{model}" for model in ("takeaway", "credit") for verb in ("add", "change", "delete", "view")]
        + ["view_section", "view_contributor", "view_image", "add_image", "view_revision", "view_edition"],
        "taggit": ["view_tag"],
    },
    "Editor": {
        "articles": [f"{verb}_{model}" for model in STORY + LIBRARY for verb in ("add", "change", "delete", "view")]
        + ["edit_any_article", "approve_article", "print_edition", "withdraw_edition"]
        + ["view_edition", "view_revision", "view_correction", "view_redirect", "view_feedback"],
        "taggit": ["add_tag", "change_tag", "view_tag"],
    },
    "Moderator": {
        "articles": ["view_feedback", "change_feedback", "moderate_feedback", "view_feedbackevent"],
    },
    "Administrator": {
        "articles": None,
        "taggit": None,
        "auth": ["add_user", "change_user", "delete_user", "view_user", "view_group"],
    },
}


def make_roles(apps, schema_editor):
    """Groups with their permissions, which at this point no signal has made yet."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    known = {}
    for app in ("articles", "taggit", "auth"):
        for model in apps.get_app_config(app).get_models(include_auto_created=False):
            options = model._meta
            kind, _ = ContentType.objects.get_or_create(app_label=app, model=options.model_name)
            names = [(f"{verb}_{options.model_name}", f"Can {verb} {options.verbose_name}")
                     for verb in options.default_permissions]
            for codename, name in [*names, *options.permissions]:
                permission, _ = Permission.objects.get_or_create(
                    content_type=kind, codename=codename, defaults={"name": name}
                )
                known[app, codename] = permission
    for role, apps_ in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        for app, codenames in apps_.items():
            if codenames is None:
                codenames = [codename for label, codename in known if label == app]
            group.permissions.add(*(known[app, codename] for codename in codenames))


def drop_roles(apps, schema_editor):
    """Take the groups away; their members stay."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations = [migrations.RunPython(make_roles, drop_roles)]
