from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import F, Func, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

ENDING_SETTING = "carec.log_ends"


class EntryQuerySet(models.QuerySet):
    def of(self, item):
        """Those about one record, the newest first."""
        return self.filter(item=f"{item._meta.label_lower}/{item.pk}")

    def in_lines(self):
        """Without their values; each has the `columns` that changed, and as `item_name` what its record was
        called last.
        """
        key = Concat("model", Value("/", output_field=TextField()), Cast("object_id", TextField()))
        named = self.model.objects.filter(item=OuterRef("item")).annotate(own=key)
        named = named.filter(own=F("item")).exclude(item="").exclude(name="").order_by("-pk")
        names = Func("before", template="ARRAY(SELECT jsonb_object_keys(%(expressions)s))")
        return self.defer("before", "after").annotate(
            columns=Cast(names, ArrayField(TextField())), item_name=Subquery(named.values("name")[:1])
        )

    def together_with(self, entry):
        """The others that one transaction wrote, in the order in which it did."""
        return self.filter(transaction=entry.transaction).exclude(pk=entry.pk).order_by("pk")

    @transaction.atomic
    def end(self, before) -> int:
        """Delete what is older than this moment; return how many entries that were."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, 'yes', true)", [ENDING_SETTING])
            deleted, _each = self.filter(at__lt=before).delete()
            cursor.execute("SELECT set_config(%s, '', true)", [ENDING_SETTING])
        return deleted
