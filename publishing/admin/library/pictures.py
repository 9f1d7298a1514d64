from pathlib import PurePosixPath

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms import Script
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing import images, languages
from publishing.admin.deleting.guard import KeptWhileUsed
from publishing.admin.languages import LanguageForm, LanguagesAdmin, language_fieldsets
from publishing.admin.library.chooser import LibraryPage
from publishing.admin.pages import PagesAdmin
from publishing.models import Picture

UPLOAD_SALT = "publishing.kept-upload"


class PictureForm(LanguageForm):
    """If the form is refused, a valid upload is kept under its digest, so it does not have to be selected
    again.
    """

    file = forms.FileField(
        label=_("Picture file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "JPEG, PNG or WebP, up to 25 MB and 40 million pixels. Drag it here or select it. The file "
            "can’t be replaced later, because texts refer to exactly this picture; upload another one "
            "instead."
        ),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"], self.fields["kept"]
        else:
            self.fields["title"].required = False

    def clean_file(self):
        if upload := self.cleaned_data["file"]:
            image = images.fitted(images.decode(upload))
            self._refuse_twin(images.digest_of(image))
            self.instance.use(image)
        return upload

    def clean(self):
        cleaned = super().clean()
        if not self.instance.pk:
            self._take_file()
            upload = cleaned.get("file")
            if not cleaned.get("title") and upload:
                cleaned["title"] = PurePosixPath(upload.name).stem[:200]
                self._remember("title", cleaned["title"])
            if not cleaned.get("title") and "file" not in self.errors:
                self.add_error("title", _("Enter a title, so that the picture can be found again."))
        if not cleaned.get("is_decorative") and not cleaned.get("alt_text_en"):
            self.add_error(
                "alt_text_en", _("Describe the picture in the alternative text, or tick “decorative”.")
            )
        return cleaned

    def _post_clean(self):
        """Crop the card around the focus while a full disk can still be reported as an error."""
        super()._post_clean()
        if not self.errors and {"focus_x", "focus_y"} & set(self.changed_data):
            try:
                self.instance.recut_card()
            except ValidationError as error:
                self.add_error(None, error)

    def _take_file(self):
        """Use this form's file, or the one kept from the refused form before it."""
        if not self.instance.digest and "file" not in self.errors:
            try:
                kept = signing.loads(self.cleaned_data.get("kept") or "", salt=UPLOAD_SALT)
                self._refuse_twin(kept[0])
                self.instance.digest, self.instance.width, self.instance.height = kept
            except signing.BadSignature:
                self.add_error("file", _("Select the picture file."))
            except ValidationError as error:
                self.add_error("file", error)
        if self.instance.digest:
            picture = self.instance
            self._remember(
                "kept", signing.dumps([picture.digest, picture.width, picture.height], salt=UPLOAD_SALT)
            )

    def _remember(self, name, value):
        """Store a value in the form's data, in case the form is shown again."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value

    def _refuse_twin(self, digest):
        if twin := Picture.objects.filter(digest=digest).first():
            url = reverse("admin:publishing_picture_change", args=[twin.pk])
            sentence = gettext("This picture is already in the library:")
            raise ValidationError(format_html('{} <a href="{}">{}</a>', sentence, url, twin))


@admin.register(Picture)
class PictureAdmin(PagesAdmin, KeptWhileUsed, LanguagesAdmin):
    pages = (LibraryPage,)
    form = PictureForm
    change_form_template = "admin/publishing/picture_change_form.html"
    fieldsets = (
        (None, {"fields": ["file", "title", "is_decorative"]}),
        *language_fieldsets("alt_text", "caption"),
        (_("About the picture"), {"fields": ["credit", ("focus_x", "focus_y")]}),
        (_("Use"), {"fields": ["where_used"]}),
    )
    readonly_fields = ("where_used",)
    list_display = ("thumbnail", "title", "alternative", "credit", "dimensions", "created_at")
    list_display_links = ("thumbnail", "title")
    list_filter = ("is_decorative", "created_at")
    list_per_page = 50
    search_fields = (
        "title",
        "credit",
        *languages.columns("alt_text", "caption"),
    )

    class Media:
        css = {"all": ["staff/picture.css"]}
        js = [Script("staff/picture.js", type="module")]

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" loading="lazy">', picture.thumbnail_url, picture
        )

    @admin.display(description=_("alternative text"))
    def alternative(self, picture):
        return gettext("(decorative)") if picture.is_decorative else Truncator(picture.alt_text).chars(90)

    @admin.display(description=_("pixels"), ordering="width")
    def dimensions(self, picture):
        return f"{picture.width} × {picture.height}"

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            return [(None, {"fields": ["title", "is_decorative"]}), *fieldsets[1:]]
        return fieldsets[:-1]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
