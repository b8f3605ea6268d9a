"""From launch on, no threshold of a cycle falls, whoever asks: also a person at the database's own prompt."""

from django.db import migrations

FALLS = (
    "OLD.state <> 'draft' AND (NEW.state = 'draft' OR NEW.minimum_group_size < OLD.minimum_group_size "
    "OR NEW.comment_threshold < OLD.comment_threshold OR NEW.band_from < OLD.band_from "
    "OR (OLD.protect_from = 'rater' AND NEW.protect_from <> 'rater'))"
)
REASON = "what raters were promised may only become stricter"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION feedback_refuse_fall() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{REASON}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
        )
        action = f"FOR EACH ROW WHEN ({FALLS}) EXECUTE FUNCTION feedback_refuse_fall()"
    else:
        action = f"FOR EACH ROW WHEN {FALLS} BEGIN SELECT RAISE(ABORT, '{REASON}'); END"
    schema_editor.execute(f"CREATE TRIGGER feedback_cycle_only_rises BEFORE UPDATE ON feedback_cycle {action}")


def unguard(apps, schema_editor):
    on = " ON feedback_cycle" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS feedback_cycle_only_rises{on}")
    if on:
        schema_editor.execute("DROP FUNCTION IF EXISTS feedback_refuse_fall()")


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
