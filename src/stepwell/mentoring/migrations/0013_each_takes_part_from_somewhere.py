from django.db import migrations, models


def organisation():
    return models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.organisation")


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0012_where_each_took_part_from"),
        ("people", "0003_address_change"),
    ]

    operations = [
        migrations.AlterField("mentoringrelationship", "mentee_organisation", organisation()),
        migrations.AlterField("mentoringrelationship", "mentor_organisation", organisation()),
    ]
