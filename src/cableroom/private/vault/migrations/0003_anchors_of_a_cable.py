# One row for each cable instead of one for each paragraph.

import django.db.models.deletion
from django.db import migrations, models

import cableroom.private.vault.models


class Migration(migrations.Migration):

    dependencies = [
        ('vault', '0002_sections_and_pairs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Anchors',
            fields=[
                ('cable', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='anchors', serialize=False, to='vault.cable')),
                ('places', cableroom.private.vault.models.PlainJSONField()),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO vault_anchors (cable_id, places)"
            " SELECT cable_id, json_group_array(json_array(name, start))"
            " FROM (SELECT cable_id, name, start FROM vault_anchor ORDER BY cable_id, start, name) GROUP BY cable_id",
            "INSERT INTO vault_anchor (cable_id, name, start)"
            " SELECT cable_id, json_extract(value, '$[0]'), json_extract(value, '$[1]')"
            " FROM vault_anchors, json_each(places)",
        ),
        migrations.DeleteModel(name='Anchor'),
        migrations.RunSQL("DROP TABLE IF EXISTS seal_vault_anchor", migrations.RunSQL.noop),
    ]
