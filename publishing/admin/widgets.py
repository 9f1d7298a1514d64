import json

from django import forms
from django.forms import Script
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from django_prose_editor.widgets import prose_editor_admin_media
from js_asset import ImportMap, Media

from publishing.keys import key_in
from publishing.models import Picture, Topic

LIBRARY = Media(
    importmap=ImportMap({"staff/library": "staff/library.js"}),
    css={"all": ["staff/library.css"]},
)


# For each plural category that Unicode names in our languages, a number of that category.
PLURALS = {"one": 1, "few": 2, "many": 5, "other": 5}


class RichTextWidget(forms.Textarea):
    """A text area that the script turns into an editor. Without the script it contains the HTML itself."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 20, "data-rich-text": ""} | (attrs or {}))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        sentences = {
            category: ngettext(
                "# picture was left out: add it from the library.",
                "# pictures were left out: add them from the library.",
                number,
            )
            for category, number in PLURALS.items()
        }
        context["widget"]["attrs"]["data-pictures-left-out"] = json.dumps(sentences, ensure_ascii=False)
        return context

    @property
    def media(self):
        parts = (
            "figure",
            "link",
            "list-marks",
            "lists",
            "notes",
            "paste",
            "pasting",
            "pull-quote",
            "typography",
        )
        return (
            prose_editor_admin_media
            + LIBRARY
            + Media(
                importmap=ImportMap(
                    {f"staff/richtext/{part}": f"staff/richtext/{part}.js" for part in parts}
                ),
                css={"all": ["staff/richtext.css"]},
                js=[Script("staff/richtext/editor.js", type="module")],
            )
        )


class PictureInput(forms.TextInput):
    """The number of a picture; with the script, its thumbnail and buttons to select it from the library.

    The page around it includes `admin/publishing/library_dialog.html`.
    """

    def render(self, name, value, attrs=None, renderer=None):
        chosen = Picture.objects.filter(pk=key_in(str(value or ""))).first()
        context = self.get_context(name, value, attrs) | {"picture": chosen}
        return render_to_string("admin/publishing/picture_input.html", context)

    @property
    def media(self):
        return LIBRARY + Media(
            css={"all": ["staff/picture-input.css"]}, js=[Script("staff/picture-input.js", type="module")]
        )


class TopicsInput(forms.TextInput):
    """English names of topics, separated by commas; the script suggests those that exist."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        known = Topic.objects.order_by("name_en").values_list("name_en", flat=True)
        context["widget"]["attrs"]["data-topics"] = json.dumps(list(known), ensure_ascii=False)
        return context

    def format_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return ", ".join(sorted(topic.name_en for topic in value))

    @property
    def media(self):
        return Media(js=[Script("staff/topics.js", type="module")])
