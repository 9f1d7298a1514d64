import django.db.models.deletion
from django.db import migrations, models

from freshness.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0026_reword_kinds_in_russian"),
        ("news", "0010_index_missing_translations"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="countries",
            field=models.ManyToManyField(
                blank=True, related_name="articles", to="events.country", verbose_name="countries"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="organisations",
            field=models.ManyToManyField(
                blank=True, related_name="articles", to="events.organisation", verbose_name="organisations"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="people",
            field=models.ManyToManyField(
                blank=True,
                help_text="Whom this article names. Visitors see those who agree to be listed at an event.",
                related_name="articles",
                to="events.person",
                verbose_name="people",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="related",
            field=models.ManyToManyField(
                blank=True,
                help_text="Up to three articles, shown below this one. Free places are taken by those that share its events, people and topics.",
                related_name="+",
                to="news.article",
                verbose_name="read next",
            ),
        ),
        migrations.AddField(
            model_name="author",
            name="person",
            field=models.OneToOneField(
                blank=True,
                help_text="The same person as a participant of events. Once visitors may see that person, both pages lead to each other, and articles show the person’s photo.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="author",
                to="events.person",
                verbose_name="person",
            ),
        ),
        watch(
            "news_article_countries",
            "news_article_organisations",
            "news_article_people",
            "news_article_related",
        ),
    ]
