"""What axe finds on a page that is a barrier, in light and in dark."""

from axe_playwright_python.base import AXE_SCRIPT

COLOURS = ["color-contrast", "link-in-text-block"]
# By colour scheme: the dark one has other colours and nothing else.
RULES = {"light": {}, "dark": {"runOnly": COLOURS}}
# Only barriers, and no copy of the style sheets, which would break the policy and which no rule here reads.
REPORT = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
# Colours that change step by step are at their end.
END_TRANSITIONS = """() => {
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
}"""


def barriers(page, within="html", schemes=RULES, **options):
    """Each barrier as (scheme, rule, element), in the parts of the page that `within` selects."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(END_TRANSITIONS)
        asked = {**REPORT, **options, **RULES[scheme]}
        answer = page.evaluate("([within, asked]) => axe.run(within, asked)", [within, asked])
        found += [(scheme, each["id"], each["nodes"][0]["html"]) for each in answer["violations"]]
    page.emulate_media(color_scheme="light")
    return found
