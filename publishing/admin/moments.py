"""Date and time fields in staff forms, and the time zone they use."""

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ClockInput(forms.TimeInput):
    """A time of day, with seconds only if the moment has them."""

    input_type = "time"
    supports_microseconds = False

    def format_value(self, value):
        return super().format_value(value).removesuffix(":00") if value else None


class MomentInput(forms.SplitDateTimeWidget):
    def __init__(self, attrs=None):
        date = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        forms.MultiWidget.__init__(self, [date, ClockInput(format="%H:%M:%S")], attrs)


class MomentField(forms.SplitDateTimeField):
    widget = MomentInput

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for part, name in zip(
            self.widget.widgets, (_("%(moment)s: date"), _("%(moment)s: time")), strict=True
        ):
            part.attrs["aria-label"] = _named(name, self.label)


def _named(name, label):
    return name % {"moment": capfirst(label)}


_named = lazy(_named, str)  # in the language of whoever sees the form, not of whoever made its class


def _clock() -> str:
    now = timezone.localtime()
    offset = now.strftime("%z")
    sentence = gettext("Times are institute time: %(zone)s, UTC%(offset)s. It is now %(time)s there.")
    return sentence % {
        "zone": timezone.get_current_timezone_name().replace("_", " "),
        "offset": f"{offset[:3]}:{offset[3:]}",
        "time": now.strftime("%H:%M"),
    }


# Said once, above the times it is true for.
clock = lazy(_clock, str)
