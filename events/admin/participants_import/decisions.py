"""What staff decide about a checked list, kept by a button of its own or on the way to applying the list."""

import re

from django import forms
from django.contrib import messages
from django.utils.translation import gettext, ngettext

from events.admin.participants_import.cells import OddTextsForm
from events.admin.participants_import.organisations import PlacesForm
from events.models import ImportBatch, ImportRow
from events.participants_import import deciding
from events.participants_import.applying import NotNowError, apply

State, Verdict = ImportBatch.State, ImportRow.Verdict
SENT = re.compile(r"(choice|fix)-(\d{1,9})(?:-(\w+))?")
ROW = re.compile(r"(\d{1,9})-((?:person|row):\d{1,18})")
NAMED = 10  # rows in a sentence


class CardsForm(forms.Form):
    """Choices and corrected texts by the numbers of rows, as a page of rows sends them.

    Only what differs from what the page showed: all else is as the check found it, and nobody's decision.
    """

    def clean(self):
        self.choices, self.corrections = {}, {}
        for name, value in self.data.items():
            found = SENT.fullmatch(name)
            if not found or value == self.data.get(f"was-{name.removeprefix('fix-')}"):
                continue
            kind, number, field = found.group(1), int(found.group(2)), found.group(3)
            if kind == "choice":
                self.choices[number] = value
            elif field:
                self.corrections.setdefault(number, {})[field] = value

    def has_decisions(self) -> bool:
        return bool(self.choices or self.corrections)

    def keep(self, batch) -> str:
        """Keep what was decided, and return a sentence on it."""
        deciding.decide(batch, self.choices, self.corrections)
        return gettext("Your decisions are kept, and the list is checked again.")


class DecisionsPage:
    """Views of the import's admin."""

    def _decisions(self, post, batch):
        """The form that a page has sent: of texts, of organisations or of rows."""
        kinds = {name.partition("-")[0].partition("_")[0] for name in post}
        if "odd" in kinds:
            return OddTextsForm(post, batch)
        if kinds & {"place", "other"}:
            return PlacesForm.sent(post, batch, self.admin_site)
        return CardsForm(post)

    def import_decide_view(self, request, pk, batch):
        batch = self._batch(request, pk, batch)
        if batch.state != State.CHECKED:
            self._too_late(request)
        elif answer := request.POST.get("answer"):
            shown = filter(None, map(ROW.fullmatch, request.POST.getlist("row")))
            meant = {int(number): target for number, target in (each.groups() for each in shown)}
            number = deciding.answer(batch, request.POST.get("question", ""), answer, meant)
            self._say_what_stays(request, len(meant) - number)
            self.message_user(request, gettext("Your decisions are kept, and the list is checked again."))
        else:
            form = self._decisions(request.POST, batch)
            if not form.is_valid():
                return self._rows_page(request, batch, form)
            sentence = form.keep(batch)
            if all_as := request.POST.get("all_as"):
                deciding.decide_all(batch, all_as)
            self.message_user(request, sentence)
        return self._to_rows(batch, request.POST.get("show"), request.POST.get("page"))

    def import_apply_view(self, request, pk, batch):
        """Apply the list, with what was decided on its page and not kept yet."""
        batch = self._batch(request, pk, batch)
        if batch.state == State.CHECKED:
            form = self._decisions(request.POST, batch)
            if not form.is_valid():
                return self._rows_page(request, batch, form)
            if form.has_decisions():
                before = _rows_of(batch)
                form.keep(batch)
                batch.refresh_from_db()
                if batch.state != State.CHECKED:
                    sentence = gettext(
                        "Your decisions are kept, but the list is not applied yet: the check took a while. "
                        "Look at the list, and press “Apply this list” once more."
                    )
                    self.message_user(request, sentence, messages.WARNING)
                    return self._to_rows(batch, request.POST.get("show"), request.POST.get("page"))
                if doubtful := _doubtful(before, _rows_of(batch)):
                    return self._to_doubtful(request, batch, doubtful)
        try:
            batch = apply(batch.pk, request.user)
        except NotNowError as refused:
            self.message_user(request, str(refused), messages.WARNING)
        else:
            sentence = gettext("The list “%(file)s” is applied.") % {"file": batch.file_name}
            self.message_user(request, sentence, messages.SUCCESS)
            self.log_change(request, batch.event, sentence)
        return self._to("import_batch", pk, batch.pk)

    def _to_doubtful(self, request, batch, rows):
        sentence = ngettext(
            "Your decisions are kept, but the list is not applied yet: row %(rows)s is still in question, or "
            "has a text that is not understood.",
            "Your decisions are kept, but the list is not applied yet: rows %(rows)s are still in question, "
            "or have texts that are not understood.",
            len(rows),
        )
        numbers = ", ".join(str(row["number"]) for row in rows[:NAMED])
        more = ", …" if len(rows) > NAMED else ""
        self.message_user(request, sentence % {"rows": numbers + more}, messages.WARNING)
        is_of_texts = request.POST.get("show") == OddTextsForm.shown
        return self._to_rows(batch, OddTextsForm.shown if is_of_texts else rows[0]["verdict"])

    def _say_what_stays(self, request, count):
        if count:
            sentence = ngettext(
                "%(count)d row stays as it is: it changed meanwhile. Please look at it again.",
                "%(count)d rows stay as they are: they changed meanwhile. Please look at them again.",
                count,
            )
            self.message_user(request, sentence % {"count": count}, messages.WARNING)

    def _too_late(self, request):
        sentence = gettext("This list is not open for decisions at the moment; nothing was kept.")
        self.message_user(request, sentence, messages.WARNING)


def _rows_of(batch) -> list[dict]:
    """What staff said about each row, and what came of it."""
    return list(
        batch.rows.order_by("number").values(
            "number", "verdict", "choice", "chosen_person", "chosen_row", "corrections", "errors", "notes"
        )
    )


def _doubtful(before, after) -> list[dict]:
    """Rows of which there is a new question, or in which staff just wrote what is not understood."""
    return [row for old, row in zip(before, after, strict=True) if _is_asked(old, row) or _is_odd(old, row)]


def _is_asked(old, row) -> bool:
    said = ("choice", "chosen_person", "chosen_row", "corrections")
    is_new = any(old[name] != row[name] for name in said) or not _is_open(old)
    return is_new and _is_open(row)


def _is_open(row) -> bool:
    return row["verdict"] in (Verdict.POSSIBLE, Verdict.REJECTED)


def _is_odd(old, row) -> bool:
    typed = {field for field, text in row["corrections"].items() if old["corrections"].get(field) != text}
    return bool(typed & (row["errors"] | row["notes"]).keys())
