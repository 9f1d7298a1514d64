"""Articles made from press releases."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import Enum

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from news.importers.naming import Named, named_in
from news.importers.press_release import PressRelease
from news.models import Article
from publishing import languages
from publishing.languages import ENGLISH
from publishing.models import State
from publishing.richtext import clean_html
from publishing.slugs import slug_from


class Action(Enum):
    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"


@dataclass(frozen=True)
class Outcome:
    action: Action
    article: Article
    sentence: str  # what is done, or why nothing is, for staff
    named: Named | None = None  # what its texts name; None for one that is left to staff


def save(release: PressRelease, publish: bool = False, dry_run: bool = False, link: bool = False) -> Outcome:
    """Create an article from `release`, or update the one created from it earlier, in one transaction.

    Nothing is stored to recognise a release: its article is the one of the same day (`publish_at` in the
    site's time zone, or none) that has its title in any language, or the slug made from its title, now or
    formerly. So neither a corrected headline nor a changed address creates a second article; a changed date
    does, because an annual call has the same title every year.

    An article that someone wrote or saved in the administration (`created_by`, `updated_by`) is never
    touched, nor is one in the trash.

    A Russian or Chinese release fills the columns of its language, and its title is copied to the English
    one, which can't be empty; it stays a draft until someone writes the English text.

    With `link` the article is linked to what its texts name. With `dry_run` the database is only read.
    """
    with transaction.atomic():
        article = _find(release)
        outcome = _revise(article, release, publish) if article else _create(release, publish)
        if not dry_run and outcome.action is not Action.KEEP:
            outcome.article.save()
        if not _is_of_staff(outcome.article):
            outcome = replace(outcome, named=named_in(outcome.article))
            if link and not dry_run:
                outcome.named.link(outcome.article)
    return outcome


def _is_of_staff(article: Article) -> bool:
    return bool(article.trashed_at or article.created_by_id or article.updated_by_id)


def _find(release: PressRelease) -> Article | None:
    of_the_day = Article.objects.filter(Q(publish_at__date=release.date) | Q(publish_at=None))
    same = Q()
    for column in languages.columns("title"):
        same |= Q(**{column: release.title})
    if slug := slug_from(release.title):
        same |= Q(slug=slug) | Q(former_slugs__slug=slug)
    return of_the_day.filter(same).first()


def _create(release: PressRelease, publish: bool) -> Outcome:
    midnight = datetime.combine(release.date, time.min)
    article = Article(title_en=release.title, publish_at=timezone.make_aware(midnight))
    _fill(article, release)
    article.slug = article.free_slug()
    if release.language != ENGLISH:
        language = languages.NAMES[release.language]
        sentence = f"imported as a draft in {language}: its English title and text are still to be written"
    elif publish:
        sentence = f"imported and {_publish(article)}"
    else:
        sentence = "imported as a draft"
    return Outcome(Action.CREATE, article, sentence)


def _revise(article: Article, release: PressRelease, publish: bool) -> Outcome:
    if article.trashed_at:
        return Outcome(Action.KEEP, article, "already imported, and now in the trash: left alone")
    changed = _fill(article, release)
    publish = publish and release.language == ENGLISH and article.state == State.DRAFT
    if not changed and not publish:
        return Outcome(Action.KEEP, article, "already imported, unchanged")
    if article.created_by_id or article.updated_by_id:
        article.refresh_from_db()
        sentence = "already here, and edited in the administration since: left alone, please change it there"
        return Outcome(Action.KEEP, article, sentence)
    news = ["updated" if changed else "already imported, unchanged"]
    if publish:
        news.append(f"now {_publish(article)}")
    return Outcome(Action.UPDATE, article, ", ".join(news))


def _fill(article: Article, release: PressRelease) -> bool:
    """Put the release's texts into the columns of its language; return whether any of them changed."""
    texts = {"title": release.title, "summary": release.summary, "body": clean_html(release.body)}
    changed = False
    for name, text in texts.items():
        column = languages.column(name, release.language)
        if (getattr(article, column) or "") != text:
            setattr(article, column, text)
            changed = True
    return changed


def _publish(article: Article) -> str:
    """Publish it; return a short phrase that says so."""
    article.state = State.PUBLISHED
    return "scheduled for its date" if article.is_scheduled else "published"
