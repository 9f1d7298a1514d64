from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"
    verbose_name = _("News by email")

    def ready(self):
        from contacts.mail.queue import looking
        from contacts.personal_data import KEEPERS
        from subscriptions import personal_data
        from subscriptions.digests.telling import tell_now_and_then

        looking.connect(tell_now_and_then)
        KEEPERS.append(personal_data)
