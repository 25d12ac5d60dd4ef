"""Several versions are known at once, and never overlap."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0021_current_versions_known")]

    operations = [
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("agreement",),
                name="expression_one_current",
                violation_error_message="Une autre version vient d’être enregistrée : rechargez la page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True), ("valid_from__isnull", True)),
                fields=("agreement",),
                name="expression_one_original",
                violation_error_message="Une autre version vient d’être enregistrée : rechargez la page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True), ("valid_from__isnull", False)),
                fields=("agreement", "valid_from"),
                name="expression_one_from_a_day",
                violation_error_message="Une autre version vaut déjà à compter de ce jour.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_current", False), ("superseded_at__isnull", True), _connector="OR"),
                name="expression_current_is_known",
                violation_error_message="Une version remplacée n’est plus en vigueur.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="expression_ends_after_it_begins",
                violation_error_message="Une version finit après avoir commencé.",
            ),
        ),
    ]
