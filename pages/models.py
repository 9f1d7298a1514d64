from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Person
from pages.addresses import words_in_use
from pages.links import SiteValidator, validate_security_contact, validate_telephone, validate_wechat
from pages.querysets import PageQuerySet
from publishing.addresses import path_to
from publishing.cards.addresses import Card
from publishing.languages import column
from publishing.models import Picture, Publishable
from publishing.models.indexes import index_of_kept, index_of_texts
from publishing.models.ordered import Ordered
from publishing.models.publishable import SHORT_TEXTS
from publishing.slugs import slug_from


class Menu(models.TextChoices):
    MAIN = "main", _("Main navigation and footer")
    FOOTER = "footer", _("Footer")
    NOWHERE = "", _("Nowhere")


class Page(Publishable):
    """A page that stays, such as “About”. Its address does not follow from where it stands."""

    short_title = models.CharField(
        _("name in menus"),
        max_length=40,
        blank=True,
        help_text=_(
            "One or two words for menus and the line above a page. If empty, the title stands there."
        ),
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("stands below"),
        help_text=_("The page that lists this one. The address stays the same if you choose another."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Among its neighbours, in lists and menus: the lowest first.")
    )
    menu = models.CharField(_("menu"), max_length=6, choices=Menu, blank=True, default=Menu.NOWHERE)
    lead_picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead picture")
    )
    tells_periods = models.BooleanField(
        _("add the periods of the inquiry desk"),
        default=False,
        help_text=_(
            "For the page on privacy: below the text stand how long inquiries are kept, as the site is set "
            "up, and who is responsible, with the institute’s address."
        ),
    )
    people = models.ManyToManyField(Person, through="PagePerson", related_name="+", verbose_name=_("people"))

    objects = PageQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        permissions = [("publish_page", "Can publish pages and take them down")]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="pages_page_not_below_itself",
                violation_error_message=_("A page can’t stand below itself."),
            ),
            models.CheckConstraint(condition=Q(menu__in=Menu.values), name="pages_page_menu_known"),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            index_of_texts(*SHORT_TEXTS, name="pages_page_texts"),
            index_of_kept("state", "-publish_at", "-id", name="pages_page_by_state"),
        ]

    def get_absolute_url(self):
        return path_to("pages:detail", self.slug)

    @property
    def card(self) -> Card:
        """What other sites show beside a link to it, if it has no picture."""
        return Card(self.title)

    @property
    def address_text(self) -> str:
        title = super().address_text
        return f"{title} page" if slug_from(title) in words_in_use() else title

    @property
    def name(self) -> str:
        """What it is called in menus, in the language that its text is shown in: never by a short title of
        another.
        """
        return getattr(self, column("short_title", self.text_language)) or self.title

    def clean(self):
        super().clean()
        if self.slug.lower() in words_in_use():
            sentence = gettext("Another part of this site uses the address /%(word)s/. Enter another one.")
            raise ValidationError({"slug": sentence % {"word": self.slug}})
        if self.pk and self._is_above(self.parent):
            sentence = gettext("“%(page)s” stands below this page, so this page can’t stand below it.")
            if self.parent_id == self.pk:
                sentence = gettext("A page can’t stand below itself.")
            raise ValidationError({"parent": sentence % {"page": self.parent}})

    def _is_above(self, page) -> bool:
        seen = set()
        while page and page.pk not in seen:
            if page.pk == self.pk:
                return True
            seen.add(page.pk)
            page = page.parent
        return False

    @cached_property
    def people_list(self) -> list["PagePerson"]:
        """In their order, each with whether the person has a page; `for_page()` reads them along."""
        return list(PagePerson.objects.for_page().filter(page=self))


class PagePersonQuerySet(models.QuerySet):
    def for_page(self):
        public = Person.objects.public().filter(pk=models.OuterRef("person"))
        return self.select_related("person__photo").annotate(has_page=models.Exists(public))


class PagePerson(Ordered):
    """Somebody whom a page names, with what they are there."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="people_entries")
    person = models.ForeignKey(Person, models.PROTECT, related_name="page_entries", verbose_name=_("person"))
    position = models.CharField(_("position"), max_length=200, blank=True)

    objects = PagePersonQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                "page",
                "person",
                name="pages_person_once_per_page",
                violation_error_message=_("This person is listed twice."),
            )
        ]

    def __str__(self):
        return str(self.person)


def _account(name, *hosts):
    return models.URLField(name, max_length=300, blank=True, validators=[SiteValidator(*hosts)])


class Institute(models.Model):
    """How the institute is called and reached: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("official name"), max_length=200, blank=True)
    address = models.TextField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("As on an envelope, in several lines, without the name."),
    )
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True, validators=[validate_telephone])
    email = models.EmailField(_("email"), blank=True)
    map_url = models.URLField(
        _("map"),
        max_length=500,
        blank=True,
        help_text=_("The address of a map that shows the place. Pages only link to it."),
    )
    wechat = models.CharField(_("WeChat account"), max_length=20, blank=True, validators=[validate_wechat])
    linkedin = _account("LinkedIn", "linkedin.com")
    x = _account("X", "x.com", "twitter.com")
    youtube = _account("YouTube", "youtube.com")
    telegram = _account("Telegram", "t.me", "telegram.me")
    facebook = _account("Facebook", "facebook.com")
    security_contact = models.CharField(
        _("security contact"),
        max_length=200,
        blank=True,
        validators=[validate_security_contact],
        help_text=_(
            "Where somebody who finds a weakness of this site reports it: an email address or a page. "
            "It stands in /.well-known/security.txt."
        ),
    )

    class Meta:
        verbose_name = _("details of the institute")
        verbose_name_plural = _("details of the institute")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="pages_institute_is_one",
                violation_error_message=_("There is one institute."),
            )
        ]

    def __str__(self):
        return self.name or gettext("CAREC Institute")

    @property
    def accounts(self) -> list[tuple[str, str]]:
        """Name and address of each network where it has an account that has an address."""
        fields = [self._meta.get_field(name) for name in NETWORKS]
        return [(str(field.verbose_name), value) for field in fields if (value := getattr(self, field.name))]

    @property
    def telephone_digits(self) -> str:
        """The number as a link has it (RFC 3966)."""
        return "+" + "".join(filter(str.isdigit, self.telephone))


NETWORKS = ("linkedin", "x", "youtube", "telegram", "facebook")
