"""Columns of a list of publishable items."""

from django.conf import settings
from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

LIST_DISPLAY = ("title", "stage_badge", "language_marks", "publish_at", "last_change")
SHORT_NAMES = {"en": "EN", "ru": "RU", "zh-hans": "ZH"}


def stage_badge(item):
    return format_html('<span class="stage stage-{}">{}</span>', item.stage.value, item.stage.label)


def moment(value):
    return date_format(timezone.localtime(value), "DATETIME_FORMAT")


class PublishableColumns:
    @admin.display(description=_("state"), ordering="state")
    def stage_badge(self, item):
        return stage_badge(item)

    @admin.display(description=_("languages"))
    def language_marks(self, item):
        names = dict(settings.LANGUAGES)
        outdated = item.outdated_languages
        return format_html_join(
            " ",
            '<abbr class="language-mark{}" title="{}">{}</abbr>',
            (
                (
                    " language-mark-outdated" if code in outdated else "",
                    _now("%(language)s, made from an older English text") % {"language": names[code]}
                    if code in outdated
                    else names[code],
                    SHORT_NAMES[code],
                )
                for code in item.languages
            ),
        )

    @admin.display(description=_("last changed"), ordering="updated_at")
    def last_change(self, item):
        if item.updated_by is None:
            return moment(item.updated_at)
        return format_html(
            '{}<br><span class="quiet">{}</span>',
            moment(item.updated_at),
            _now("by %(name)s") % {"name": item.updated_by.get_full_name() or item.updated_by},
        )
