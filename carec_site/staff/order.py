"""In which order the administration lists its models: that of daily work, the most frequent first."""

MODELS = (
    "news.Article",
    "news.Author",
    "events.Event",
    "events.Participation",
    "events.Person",
    "events.Organisation",
    "events.Series",
    "events.EventKind",
    "events.Country",
    "events.Merge",
    "events.Split",
    "contacts.Inquiry",
    "contacts.Quote",
    "contacts.Mail",
    "contacts.SavedAnswer",
    "contacts.Topic",
    "contacts.Route",
    "contacts.Look",
    "publishing.Picture",
    "publishing.Document",
    "publishing.Topic",
    "home.HomePage",
    "pages.Page",
    "pages.Institute",
    "subscriptions.Subscription",
    "search.Miss",
    "auth.User",
    "auth.Group",
    "audit.Entry",
)


def in_order(apps: list[dict]) -> list[dict]:
    """The apps and their models, as AdminSite.get_app_list() has them."""
    for app in apps:
        app["models"].sort(key=lambda model: _place(model["model"]._meta.label))
    return sorted(apps, key=lambda app: _place(app["models"][0]["model"]._meta.label))


def _place(label: str) -> int:
    return MODELS.index(label) if label in MODELS else len(MODELS)
