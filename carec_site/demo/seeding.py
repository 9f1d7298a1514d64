"""Puts the demo's content into the database, once."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.html import format_html

from carec_site.demo import content
from carec_site.demo.markup import pictures_in, to_html
from carec_site.demo.pdf import make_pdf
from carec_site.demo.pictures import WIDTH, draw
from news.models import Article, Attachment, Author, Byline, GalleryPicture
from publishing import images, languages
from publishing.models import Document, Picture, State, Topic

CREDIT = "CAREC Institute"


class Seeding:
    """What is there already is found by its name and left alone, so seeding again adds only what is missing.

    `slugs` limits the articles, and `width` the pictures, for tests. `made` and `kept` count the outcome, and
    `on_step` is called after each picture, article, event and inquiry that was made.
    """

    def __init__(self, slugs=None, width=WIDTH, on_step=lambda: None):
        self.articles = [one for one in content.articles() if slugs is None or one["slug"] in slugs]
        self.days_ago = {one["slug"]: one["days_ago"] for one in content.articles()}
        self.width = width
        self.on_step = on_step
        self.now = timezone.localtime()
        self.pictures = {}
        self.made, self.kept = Counter(), Counter()

    def run(self) -> None:
        for values in content.topics():
            names = in_languages("name", lambda short, values=values: values[short], skip="en")
            self.once("topics", Topic, {"name_en": values["en"]}, **names)
        for values in content.authors():
            self.once(
                "authors",
                Author,
                {"name_en": values["en"]},
                **in_languages("name", lambda short, values=values: values[short], skip="en"),
                **in_languages("affiliation", lambda short, values=values: values[f"affiliation_{short}"]),
            )
        present = set(Article.objects.values_list("slug", flat=True))
        missing = [article for article in self.articles if article["slug"] not in present]
        self.kept["articles"] = len(self.articles) - len(missing)
        self.add_pictures({name for article in missing for name in _pictures_of(article)})
        for article in missing:
            self._write(article)

    def once(self, plural, model, known_by, **values):
        found, is_new = model.objects.get_or_create(**known_by, defaults=values)
        (self.made if is_new else self.kept)[plural] += 1
        return found

    # Pictures

    def add_pictures(self, names) -> None:
        """Make sure that the pictures with these names exist. New ones are drawn and encoded in parallel,
        then saved in order.
        """
        texts = content.pictures()
        wanted = names - self.pictures.keys()
        titles = {texts[name]["title"]: name for name in wanted}
        library = {titles[picture.title]: picture for picture in Picture.objects.filter(title__in=titles)}
        to_draw = sorted(wanted - library.keys())
        self.kept["pictures"] += len(library)
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            for name, picture in pool.map(lambda name: (name, self._draw(name, texts[name])), to_draw):
                # The same drawing under another title: staff gave it a name of their own.
                renamed = Picture.objects.filter(digest=picture.digest).first()
                if renamed is None:
                    picture.save()
                library[name] = renamed or picture
                (self.kept if renamed else self.made)["pictures"] += 1
                self.on_step()
        self.pictures |= library

    def _draw(self, name, texts) -> Picture:
        """An unsaved picture whose files are stored; touches no database, so it may run in a thread."""
        upload = BytesIO()
        draw(name, self.width).save(upload, "PNG", compress_level=1)
        focus_x, focus_y = texts.get("focus", (50, 50))
        picture = Picture(
            title=texts["title"],
            credit=CREDIT,
            focus_x=focus_x,
            focus_y=focus_y,
            **in_languages("alt_text", lambda short: texts[f"alt_{short}"]),
            **in_languages("caption", lambda short: texts.get(f"caption_{short}", "")),
        )
        picture.use(images.decode(ContentFile(upload.getvalue(), name=f"{name}.png")))
        return picture

    # Articles

    @transaction.atomic
    def _write(self, values) -> None:
        at = self.moment(values["slug"], values["days_ago"])
        state = values.get("state", State.PUBLISHED)
        article = Article(
            slug=values["slug"],
            state=state,
            publish_at=at if state in {State.PUBLISHED, State.ARCHIVED} else None,
            lead_picture=self.pictures.get(values.get("picture")),
            created_by=self.editor,
            updated_by=self.editor,
        )
        self.put_texts(article, values)
        article.save()
        if addition := values["en"].get("addition"):
            # Saved for a second time: now the translations are older than the English text.
            article.body_en += "\n" + self.body("en", addition)
            article.save()
        if values.get("trashed"):
            article.move_to_trash()
        self._attach_parts(article, values)
        # As if it had been written then, not today; the dates are the only thing that a save would not keep.
        changed = self.moment(values["slug"], values.get("changed_days_ago", values["days_ago"]))
        past = min(self.now, changed)
        Article.objects.filter(pk=article.pk).update(created_at=min(self.now, at), updated_at=past)
        self.made["articles"] += 1
        self.on_step()

    def put_texts(self, item, values) -> None:
        """Title, summary and body of a publishable item, in the languages there are."""
        for short, code in content.LANGUAGES.items():
            if texts := values.get(short):
                body = self.body(code, texts["body"])
                for name, text in (("title", texts["title"]), ("summary", texts["summary"]), ("body", body)):
                    setattr(item, languages.column(name, code), text)

    def _attach_parts(self, article, values) -> None:
        article.topics.add(*values["topics"])
        for order, name in enumerate(values["authors"]):
            Byline.objects.create(article=article, author=Author.objects.get(name_en=name), order=order)
        for order, name in enumerate(values.get("gallery", [])):
            GalleryPicture.objects.create(article=article, picture=self.pictures[name], order=order)
        for order, attachment in enumerate(values.get("attachments", [])):
            Attachment.objects.create(article=article, document=self.document(attachment), order=order)
        for order, source in enumerate(values.get("sources", [])):
            article.sources.create(title=source["title"], url=source["url"], order=order)

    def document(self, values) -> Document:
        pdf = make_pdf(values["title_en"], values["text"])
        titles = in_languages("title", lambda short: values[f"title_{short}"])
        known_by = {"title_en": titles.pop("title_en")}
        file = ContentFile(pdf, name=f"{values['name']}.pdf")
        return self.once("documents", Document, known_by, file=file, created_by=self.editor, **titles)

    def body(self, code: str, text: str) -> str:
        with translation.override(code):
            return to_html(text, self.address, self._figure)

    def address(self, slug: str) -> str:
        return Article(slug=slug, publish_at=self.moment(slug, self.days_ago[slug])).get_absolute_url()

    def _figure(self, name: str) -> str:
        picture = self.pictures[name]
        image = format_html(
            '<img src="{}" alt="{}" width="{}" height="{}">',
            picture.url(),
            picture.alt,
            picture.width,
            picture.height,
        )
        caption = format_html("<figcaption>{}</figcaption>", picture.caption) if picture.caption else ""
        return format_html("<figure>{}{}</figure>", image, caption)

    def moment(self, slug: str, days_ago: int):
        """A working hour of that day, another one for each article."""
        day = self.now - timedelta(days=days_ago)
        return day.replace(hour=9 + len(slug) % 8, minute=5 * (len(slug) % 12), second=0, microsecond=0)

    @cached_property
    def editor(self):
        return get_user_model().objects.filter(username="editor").first()


def in_languages(field, text, skip=None) -> dict[str, str]:
    """Values for each language column of `field`; `text` gives the one for a language of the data files."""
    return {
        languages.column(field, code): text(short)
        for short, code in content.LANGUAGES.items()
        if short != skip
    }


def _pictures_of(article) -> list[str]:
    lead = [article["picture"]] if "picture" in article else []
    bodies = [article[short]["body"] for short in content.LANGUAGES if short in article]
    return lead + article.get("gallery", []) + [name for body in bodies for name in pictures_in(body)]
