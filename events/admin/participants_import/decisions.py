"""Staff decisions about a checked list, saved by their own button or when the list is applied."""

import re

from django import forms
from django.contrib import messages
from django.utils.translation import gettext, ngettext

from events.admin.participants_import.base import RowsPage
from events.admin.participants_import.cells import OddTextsForm
from events.admin.participants_import.organisations import PlacesForm
from events.models import ImportBatch, ImportRow
from events.participants_import import deciding
from events.participants_import.applying import NotNowError, apply

State, Verdict = ImportBatch.State, ImportRow.Verdict
SENT = re.compile(r"(choice|fix)-(\d{1,9})(?:-(\w+))?")
ROW = re.compile(r"(\d{1,9})-(.+)")  # its number, and whom the page showed for it
NAMED = 10  # rows in a sentence


class CardsForm(forms.Form):
    """Choices and corrected texts by row number, as submitted by a page of rows.

    Contains only what differs from what the page showed; everything else is the check's result, not a
    decision.
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
        """Save the decisions and return a sentence that says so."""
        deciding.decide(batch, self.choices, self.corrections)
        return gettext("Your decisions were saved. The list is being checked again.")


class DecisionsPage(RowsPage):
    """Takes what the page of a list has sent, and shows the page again where something is wrong."""

    def decisions(self, batch):
        """The form that was sent: of texts, of organisations or of rows."""
        post = self.request.POST
        kinds = {name.partition("-")[0].partition("_")[0] for name in post}
        if "odd" in kinds:
            return OddTextsForm(post, batch)
        if kinds & {"place", "other"}:
            return PlacesForm.sent(post, batch, self.model_admin.admin_site)
        return CardsForm(post)

    def to_shown(self, batch):
        """Leads to the rows that were sent, as they are by now."""
        return self.to_batch(batch, self.request.POST.get("show"), self.request.POST.get("page"))


class DecidePage(DecisionsPage):
    path = "<int:pk>/import/<int:batch>/decide/"
    name = "events_event_import_decide"

    def post(self, request, batch):
        batch = self.load(batch)
        if batch.state != State.CHECKED:
            self.say_too_late()
        elif answer := request.POST.get("answer"):
            shown = filter(None, map(ROW.fullmatch, request.POST.getlist("row")))
            meant = {int(number): target for number, target in (each.groups() for each in shown)}
            number = deciding.answer(batch, request.POST.get("question", ""), answer, meant)
            self._say_what_stays(len(meant) - number)
            self.message(gettext("Your decisions were saved. The list is being checked again."))
        else:
            form = self.decisions(batch)
            if not form.is_valid():
                return self.render_rows(batch, form)
            sentence = form.keep(batch)
            if all_as := request.POST.get("all_as"):
                deciding.decide_all(batch, all_as)
            self.message(sentence)
        return self.to_shown(batch)

    def _say_what_stays(self, count):
        if count:
            sentence = ngettext(
                "%(count)d row was not updated because it has changed in the meantime. Please check it "
                "again.",
                "%(count)d rows were not updated because they have changed in the meantime. Please "
                "check them again.",
                count,
            )
            self.message(sentence % {"count": count}, messages.WARNING)


class ApplyPage(DecisionsPage):
    """Applies the list, with what was decided on its page and not kept yet."""

    path = "<int:pk>/import/<int:batch>/apply/"
    name = "events_event_import_apply"

    def post(self, request, batch):
        batch = self.load(batch)
        if batch.state == State.CHECKED:
            form = self.decisions(batch)
            if not form.is_valid():
                return self.render_rows(batch, form)
            if form.has_decisions():
                before = _rows_of(batch)
                form.keep(batch)
                batch.refresh_from_db()
                if batch.state != State.CHECKED:
                    sentence = gettext(
                        "Your decisions were saved, but the list has not been applied yet because the "
                        "check took a while. Look at the list and press “Apply this list” again."
                    )
                    self.message(sentence, messages.WARNING)
                    return self.to_shown(batch)
                if doubtful := _doubtful(before, _rows_of(batch)):
                    return self._to_doubtful(batch, doubtful)
        try:
            batch = apply(batch.pk, request.user)
        except NotNowError as refused:
            self.message(str(refused), messages.WARNING)
        else:
            sentence = gettext("The list “%(file)s” has been applied.") % {"file": batch.file_name}
            self.message(sentence, messages.SUCCESS)
            self.log_change(self.event, sentence)
        return self.to_batch(batch)

    def _to_doubtful(self, batch, rows):
        sentence = ngettext(
            "Your decisions were saved, but the list has not been applied yet: row %(rows)s is still "
            "undecided or contains text that was not recognised.",
            "Your decisions were saved, but the list has not been applied yet: rows %(rows)s are still "
            "undecided or contain text that was not recognised.",
            len(rows),
        )
        numbers = ", ".join(str(row["number"]) for row in rows[:NAMED])
        more = ", …" if len(rows) > NAMED else ""
        self.message(sentence % {"rows": numbers + more}, messages.WARNING)
        is_of_texts = self.request.POST.get("show") == OddTextsForm.shown
        return self.to_batch(batch, OddTextsForm.shown if is_of_texts else rows[0]["verdict"])


def _rows_of(batch) -> list[dict]:
    """Each row with what staff decided and the result."""
    return list(
        batch.rows.order_by("number").values(
            "number", "verdict", "choice", "chosen_person", "chosen_row", "corrections", "errors", "notes"
        )
    )


def _doubtful(before, after) -> list[dict]:
    """Rows with a new question, or in which staff just entered text that is not recognised."""
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
