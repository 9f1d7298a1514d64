"""Composes the demo's home page, once."""

from carec_site.demo import content
from carec_site.demo.seeding import Seeding
from home.models import HomePage
from news.models import Article
from publishing.models import Topic


class HomeSeeding:
    """Works on what `seeding` has put there, and adds to its counts. It chooses nothing where staff have."""

    def __init__(self, seeding: Seeding):
        self.seeding = seeding

    def run(self) -> None:
        page, values = HomePage.objects.get(), content.home()
        if page.lead_article or page.topic_keys:
            self.seeding.kept["choices"] += 1
            return
        page.lead_article = Article.objects.filter(slug=values["lead"]).first()
        topics = {topic.name_en: topic for topic in Topic.objects.filter(name_en__in=values["topics"])}
        page.first_topic, page.second_topic, page.third_topic = map(topics.get, values["topics"])
        page.save()
        self.seeding.made["choices"] += 1
