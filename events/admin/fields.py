from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext


class LinesField(forms.CharField):
    """A list of short texts, one per line of a text area; `base_field` is the form field of a single text."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "lines"})

    def __init__(self, *, base_field, max_length=None, **options):
        super().__init__(**options)
        self.base_field = base_field
        if isinstance(base_field, forms.URLField):
            base_field.assume_scheme = "https"

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        found, sentences = [], []
        for number, line in enumerate(super().to_python(value).splitlines(), start=1):
            if text := " ".join(line.split()):
                try:
                    found.append(self.base_field.clean(text))
                except ValidationError as error:
                    sentences += [
                        gettext("Line %(number)s, “%(text)s”: %(sentence)s")
                        % {"number": number, "text": text, "sentence": sentence}
                        for sentence in error.messages
                    ]
        if sentences:
            raise ValidationError(sentences)
        return list(dict.fromkeys(found))

    def has_changed(self, initial, data):
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True
