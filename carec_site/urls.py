from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from carec_site import views
from carec_site.sitemaps import views as sitemaps
from home.views import home
from pages.views import security_txt
from publishing.cards.views import card
from publishing.views import media

urlpatterns = [
    path("admin/", include("carec_site.staff.accounts.urls")),
    path("admin/", admin.site.urls),
    path("media/<path:path>", media, name="media"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.file, name="sitemap_file"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    *i18n_patterns(
        path("", home, name="home"),
        path("", include("events.urls")),
        path("news/", include("news.urls")),
        path("contact/", include("contacts.urls")),
        path("search/", include("search.urls")),
        path("subscribe/", include("subscriptions.urls")),
        path("cards/<str:signed>.png", card, name="card"),
        path("", include("pages.urls")),  # the last, for a page may have any word that is left
        prefix_default_language=False,
    ),
]

handler400 = views.bad_request
