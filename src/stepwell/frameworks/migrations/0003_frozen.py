"""The database itself refuses to change what is published, whoever asks: also a person at its own prompt."""

from django.db import migrations

FROZEN = {
    "frameworks_frameworkversion": [
        "framework_id",
        "organisation_id",
        "number",
        "label",
        "content",
        "digest",
        "changes",
    ],
    "frameworks_overlay": ["organisation_id", "version_id", "wordings", "digest"],
}


def freeze(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION frameworks_refuse_change() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'what is published never changes' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$ LANGUAGE plpgsql"
        )
    for table, columns in FROZEN.items():
        action = (
            "FOR EACH ROW EXECUTE FUNCTION frameworks_refuse_change()"
            if vendor == "postgresql"
            else "FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'what is published never changes'); END"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OF {', '.join(columns)} ON {table} {action}"
        )


def thaw(apps, schema_editor):
    for table in FROZEN:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen{on}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS frameworks_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0002_organisations_and_drafts")]
    operations = [migrations.RunPython(freeze, thaw)]
