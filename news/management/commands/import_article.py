from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format

from news.importers.press_release import ReleaseError, parse, read
from news.importers.saving import save


class Command(BaseCommand):
    help = (
        "Imports press releases in plain text: a title line, a date line, paragraphs between blank lines. "
        "A “Contact Us” block at the end is dropped. Each file is imported on its own; if any was refused, "
        "the exit status is 1. Importing a file again makes no second article."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only report, write nothing")
        parser.add_argument(
            "--publish", action="store_true", help="publish; without it a new article is a draft"
        )
        parser.add_argument(
            "--link",
            action="store_true",
            help="link the article to the event, the people, organisations and countries found in its text",
        )

    def handle(self, files, dry_run, publish, link, **options):
        refused = 0
        for path in files:
            try:
                release = parse(read(path))
            except ReleaseError as refusal:
                refused += 1
                place = f"{path}, line {refusal.line}" if refusal.line else f"{path}"
                self.stderr.write(f"{place}: {refusal.sentence}")
                continue
            outcome = save(release, publish=publish, dry_run=dry_run, link=link)
            self.stdout.write(f"{path}{' (dry run)' if dry_run else ''}: {outcome.sentence}")
            self._report(release, outcome)
            if outcome.named is not None:
                self._report_named(outcome.named, link and not dry_run)
        if dry_run:
            self.stdout.write("This was a dry run: nothing has been written.")
        if refused:
            raise CommandError(f"Files that could not be imported: {refused} of {len(files)}.")

    def _report(self, release, outcome):
        facts = {
            "title": release.title,
            "date": date_format(release.date, "j F Y"),
            "text": f"{len(release.paragraphs)} paragraphs, {release.words} words",
            "dropped": release.dropped or "nothing",
            "address": outcome.article.get_absolute_url(),
        }
        for name, fact in facts.items():
            self.stdout.write(f"  {name:<8} {fact}")

    def _report_named(self, named, link):
        kinds = {
            "events": named.events,
            "people": named.people,
            "organisations": named.organisations,
            "countries": named.countries,
        }
        heading = "linked to" if link else "names, which --link or the administration links it to:"
        if found := {kind: ", ".join(map(str, items)) for kind, items in kinds.items() if items}:
            self.stdout.write(f"  {heading}")
            for kind, texts in found.items():
                self.stdout.write(f"    {kind:<13} {texts}")
        for name in named.unclear:
            self.stdout.write(f"  “{name}” may be one of several people: choose in the administration")
