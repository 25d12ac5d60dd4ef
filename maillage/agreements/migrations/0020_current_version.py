"""Which version of a text is in force today."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0019_ending")]

    operations = [
        migrations.RemoveConstraint(
            model_name="expression",
            name="expression_one_current",
        ),
        migrations.AddField(
            model_name="expression",
            name="is_current",
            field=models.BooleanField(default=True, editable=False, verbose_name="en vigueur aujourd’hui"),
        ),
    ]
