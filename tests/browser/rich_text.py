"""What tests do with the editor of bodies."""

from playwright.sync_api import expect


def body(page, language="en"):
    return page.locator(f"#id_body_{language}").input_value()


def editor(page, language="en"):
    return page.locator(f"#id_body_{language}_editor")


def wait_for_selection(page):
    """Wait until editor and browser agree about what is selected: each tells the other a little later.

    The editor does so in a timer of 20 ms when it gets the focus, which fires before one set after it.
    """
    expect(editor(page)).to_be_focused()
    page.evaluate("new Promise(resolve => setTimeout(resolve, 20))")
    page.wait_for_function(
        """element => {
            const { view, state } = element.editor;
            const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection();
            return view.posAtDOM(anchorNode, anchorOffset) === state.selection.anchor
                && view.posAtDOM(focusNode, focusOffset) === state.selection.head;
        }""",
        arg=editor(page).element_handle(),
    )


def clear(page):
    editor(page).click()
    wait_for_selection(page)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(editor(page)).to_have_text("")


def press(page, name):
    page.locator("fieldset.language-en").get_by_role("button", name=name, exact=True).click()


def paste(page, html="", language="en", text="", files=(), event="paste"):
    """Paste, or with `event="drop"` drop, markup, plain text and files, each as (name, type)."""
    editor(page, language).evaluate(
        """(element, { html, text, files, event }) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            if (text) data.setData("text/plain", text);
            for (const [name, type] of files) data.items.add(new File(["x"], name, { type }));
            const box = element.getBoundingClientRect();
            const place = { clientX: box.x + 20, clientY: box.y + 20 };
            const options = { bubbles: true, cancelable: true };
            element.dispatchEvent(event === "paste"
                ? new ClipboardEvent("paste", { ...options, clipboardData: data })
                : new DragEvent("drop", { ...options, ...place, dataTransfer: data }));
        }""",
        {"html": html, "text": text, "files": [list(file) for file in files], "event": event},
    )
