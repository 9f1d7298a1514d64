"""What axe looks for on a page, by colour scheme: the dark one has other colours and nothing else."""

COLOURS = ["color-contrast", "link-in-text-block"]
RULES = {"light": {}, "dark": {"runOnly": COLOURS}}
