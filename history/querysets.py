from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils.translation import get_language

from publishing.languages import ENGLISH, column


class VersionQuerySet(models.QuerySet):
    def of(self, item):
        """The versions of one item, the newest first."""
        return self.filter(kind=item._meta.model_name, object_id=item.pk)

    def told_by(self, item):
        """The versions of what is told with an item: of the participations in an event."""
        return self.filter(holder=f"{item._meta.model_name}/{item.pk}")

    def seen_with(self, item):
        """Both."""
        of_item = Q(kind=item._meta.model_name, object_id=item.pk)
        return self.filter(of_item | Q(holder=f"{item._meta.model_name}/{item.pk}"))

    def of_items(self, versions):
        """Of each item that one of these versions is of, all of one kind, the newest."""
        items = {version.object_id for version in versions}
        kind = versions[0].kind if versions else ""
        newest = self.filter(kind=kind, object_id__in=items)
        return newest.order_by("object_id", "-pk").distinct("object_id")

    def passed_over(self, before):
        """Those without a name, older than this moment, that another one of the same day followed."""
        days = self.annotate(day=TruncDate("made_at"))
        later = days.filter(
            kind=OuterRef("kind"), object_id=OuterRef("object_id"), day=OuterRef("day"), pk__gt=OuterRef("pk")
        )
        return days.filter(Exists(later.order_by()), name="", made_at__lt=before)

    def before(self, version):
        """The version of the same item before this one, or None."""
        same = self.filter(kind=version.kind, object_id=version.object_id)
        return same.filter(pk__lt=version.pk).first()


class DraftQuerySet(models.QuerySet):
    def waiting(self, kinds):
        """Those of items of these kinds, without their contents: what failed, then what comes next. Each
        carries the `title` of its item in the language that is read.
        """
        titles = (KT(f"content__own__{column('title', code)}") for code in (get_language(), ENGLISH))
        return (
            self.filter(kind__in=[kind.name for kind in kinds])
            .select_related("due", "made_by")
            .defer("base", "content", "topics")
            .annotate(
                title=Coalesce(*(NullIf(title, Value("", output_field=TextField())) for title in titles))
            )
            .order_by(
                Case(When(failure="", then=1), default=0),
                F("due__due_at").asc(nulls_last=True),
                "-updated_at",
            )
        )

    def of(self, kind, key):
        """The draft of one item, with its minute, or None."""
        return self.select_related("due", "made_by").filter(kind=kind.name, object_id=key).first()
