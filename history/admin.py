"""The history of an item, for those who may see it; the way back, for those who may change it."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from history.contents import Content, content_of
from history.differences import changed_labels, differences
from history.kinds import Kind, kinds
from history.models import MAX_NAME_LENGTH, Version
from history.restoring import restore
from publishing.admin.columns import moment
from publishing.admin.pages import AdminPage
from publishing.admin.publishable import PublishableAdmin

PAGE_SIZE = 25
NOW = "now"
OF_OTHERS = "with"  # the versions of what is told with the item


@dataclass(frozen=True)
class Line:
    """A version in a list: what it changed, the one before it, and whether none is after it."""

    version: Version
    before: Version | None
    is_last: bool
    labels: list[str]
    name: str = ""

    @property
    def query(self) -> str:
        return urlencode({"old": self.before.pk, "new": self.version.pk}) if self.before else ""

    @property
    def query_now(self) -> str:
        return urlencode({"old": self.version.pk, "new": NOW})


class ItemPage(AdminPage):
    """A page about the history of one item."""

    def dispatch(self, request, object_id, **keys):
        self.item = self.model_admin.get_object(request, unquote(object_id))
        if self.item is None:
            raise Http404
        return super().dispatch(request, **keys)

    def has_permission(self):
        return self.model_admin.has_view_permission(self.request, self.item)

    @cached_property
    def may_restore(self) -> bool:
        return self.model_admin.may_restore(self.request, self.item)

    @cached_property
    def has_others(self) -> bool:
        """Whether there are things whose versions are told with the item."""
        holders = [kind.holder[0].model for kind in kinds().values() if kind.holder]
        return self.model_admin.model in holders

    def address(self, page, **query) -> str:
        path = reverse(f"admin:{page.name % vars(self.model_admin.opts)}", args=[self.item.pk])
        return f"{path}?{urlencode(query)}" if query else path

    def render(self, title, **context):
        context |= {
            "item": self.item,
            "form_address": reverse(admin_urlname(self.model_admin.opts, "change"), args=[self.item.pk]),
            "history": self.address(HistoryPage),
            "compare": self.address(ComparePage),
            "may_restore": self.may_restore,
        }
        return super().render(title, subtitle=str(self.item), **context)


class HistoryPage(ItemPage):
    path = "<path:object_id>/history/"
    name = "%(app_label)s_%(model_name)s_history"
    template = "admin/history/history.html"

    def get(self, request):
        tells_others = self.has_others and OF_OTHERS in request.GET
        versions = Version.objects.told_by(self.item) if tells_others else Version.objects.of(self.item)
        page = Paginator(versions.select_related("maker"), PAGE_SIZE).get_page(request.GET.get("page"))
        return self.render(
            _("History"),
            page=page,
            lines=_lines(list(page.object_list)),
            pages=page.paginator.get_elided_page_range(page.number),
            has_others=self.has_others,
            tells_others=tells_others,
        )


class ComparePage(ItemPage):
    """Two versions beside each other, or one and what the item is now; this one can be restored."""

    path = "<path:object_id>/history/compare/"
    name = "%(app_label)s_%(model_name)s_compare"
    template = "admin/history/compare.html"

    def get(self, request):
        old, new = self._version("old"), self._version("new")
        if new and (new.kind, new.object_id) != (old.kind, old.object_id):
            raise Http404
        if new and new.pk < old.pk:
            old, new = new, old
        kind = kinds()[old.kind]
        present = None if new else content_of(kind, old.object_id)
        return self.render(
            _("Compare versions"),
            old=old,
            new=new,
            name=_name(kind, old, present),
            found=differences(kind, old.content, new.content if new else present),
            is_deleted=not new and present is None,
            is_live=getattr(self.item, "is_published", False),
            max_name_length=MAX_NAME_LENGTH,
        )

    def post(self, request):
        old = self._version("old")
        if not self.may_restore:
            raise PermissionDenied
        if "name" in request.POST:
            old.name = request.POST["name"].strip()[:MAX_NAME_LENGTH]
            old.save(update_fields=["name"])
            self.message(_("The version has its name."), messages.SUCCESS)
            return redirect(self.address(HistoryPage))
        if old.content is None:
            raise Http404
        try:
            outcome = restore(kinds()[old.kind], old.object_id, old.content, request.user)
        except ValidationError as error:
            for sentence in error.messages:
                self.message(sentence, messages.ERROR)
            return redirect(self.address(ComparePage, old=old.pk, new=NOW))
        self._tell(old, outcome)
        return redirect(admin_urlname(self.model_admin.opts, "change"), self.item.pk)

    def _tell(self, old, outcome):
        for sentence in outcome.left_out:
            self.message(sentence, messages.WARNING)
        if not outcome.is_changed:
            self.message(_("Nothing has changed since this version."))
            return
        self.log_change(self.item, f"Restored the version of {old.made_at:%Y-%m-%d %H:%M}.")
        words = {"time": moment(old.made_at)}
        self.message(_("The version of %(time)s is the present one again.") % words, messages.SUCCESS)

    def _version(self, name) -> Version | None:
        """The version that the address names; None for what is now."""
        key = self.request.GET.get(name, "")
        if key == NOW and name == "new":
            return None
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            raise Http404
        return get_object_or_404(Version.objects.seen_with(self.item).select_related("maker"), pk=key)


class HistoryAdmin(admin.ModelAdmin):
    """The admin of a model that keeps versions: see `history.kinds`."""

    def get_urls(self):
        return [ComparePage.url(self), HistoryPage.url(self), *super().get_urls()]

    def may_restore(self, request, item) -> bool:
        return self.has_change_permission(request, item)


class PublishableHistoryAdmin(HistoryAdmin, PublishableAdmin):
    def may_restore(self, request, item):
        # What visitors see, only those change who may publish.
        return item.trashed_at is None and self.may_trash(request, item)


def _lines(versions: list[Version]) -> list[Line]:
    """What each changed."""
    befores, last = _befores(versions), set(Version.objects.of_items(versions).values_list("pk", flat=True))
    return [
        Line(
            version,
            before := befores.get(version.pk),
            version.pk in last,
            changed_labels(kinds()[version.kind], before.content if before else None, version.content)
            if before and version.content
            else [],
            _name(kinds()[version.kind], version, None) if version.holder else "",
        )
        for version in versions
    ]


def _befores(versions: list[Version]) -> dict[int, Version]:
    """The version before each of these, by its key."""
    if not versions:
        return {}
    oldest = min(version.pk for version in versions)
    earlier = Version.objects.of_items(versions).filter(pk__lt=oldest)
    last = {version.object_id: version for version in earlier}
    found = {}
    for version in reversed(versions):
        found[version.pk] = last.get(version.object_id)
        last[version.object_id] = version
    return found


def _name(kind: Kind, version: Version, present: Content | None) -> str:
    """What a version is of, if that has no name of its own on the page: a participant."""
    content = version.content or present
    if not version.holder:
        return ""
    if content is None:
        earlier = Version.objects.before(version)
        content = earlier.content if earlier else None
    own = content["own"] if content else {}
    return " ".join(filter(None, (own.get("given_name"), own.get("family_name"))))
