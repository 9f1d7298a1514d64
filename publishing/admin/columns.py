"""Columns of a list of publishable items."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing import languages

LIST_DISPLAY = ("title", "stage_badge", "language_marks", "publication", "last_change")


def stage_badge(item):
    return format_html('<span class="stage stage-{}">{}</span>', item.stage.value, item.stage.label)


def moment(value):
    return date_format(timezone.localtime(value), "DATETIME_FORMAT")


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


class PublishableColumns:
    @admin.display(description=_("state"), ordering="state")
    def stage_badge(self, item):
        return stage_badge(item)

    @admin.display(description=_("languages"))
    def language_marks(self, item):
        names, outdated = languages.NAMES, item.outdated_languages
        return format_html_join(
            " ",
            '<abbr class="language-mark{}" title="{}">{}</abbr>',
            (
                (
                    " language-mark-outdated" if code in outdated else "",
                    gettext("%(language)s, translated from an older English text") % {"language": names[code]}
                    if code in outdated
                    else names[code],
                    code.partition("-")[0].upper(),
                )
                for code in item.languages
            ),
        )

    @admin.display(description=_("publication"), ordering="publish_at")
    def publication(self, item):
        return two_lines(item.publish_at) if item.publish_at else "–"

    @admin.display(description=_("last changed"), ordering="updated_at")
    def last_change(self, item):
        return two_lines(item.updated_at, name_of(item.updated_by) if item.updated_by else "")


def two_lines(value, below=""):
    local = timezone.localtime(value)
    return format_html(
        '<span class="date">{}</span><br> <span class="quiet">{} {}</span>',
        date_format(local, "SHORT_DATE_FORMAT"),
        date_format(local, "TIME_FORMAT"),
        below,
    )
