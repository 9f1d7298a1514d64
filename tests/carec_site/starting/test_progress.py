from io import StringIO

from carec_site.starting.progress import Progress


class Terminal(StringIO):
    def isatty(self):
        return True


def test_progress_in_a_file_is_a_line_a_second_at_most():
    file = StringIO()
    seconds = iter([0, 0.4, 0.8, 1.2, 1.6, 2.0, 2.4])

    progress = Progress("Pages", 40, file, clock=seconds.__next__)
    for _ in range(6):
        progress.step()
    progress.end()

    assert file.getvalue() == "  Pages: 3 of 40\n  Pages: 6 of 40\n"


def test_progress_on_a_terminal_is_one_line_that_grows():
    terminal = Terminal()

    progress = Progress("Pages", 2, terminal)
    progress.step()
    progress.step()
    progress.end()

    half, whole = "#" * 15 + "." * 15, "#" * 30
    assert terminal.getvalue() == f"\r  Pages  [{half}] 1 of 2\r  Pages  [{whole}] 2 of 2\n"


def test_progress_of_nothing_leaves_no_empty_line():
    terminal = Terminal()

    Progress("Pages", 0, terminal).end()

    assert terminal.getvalue() == ""
