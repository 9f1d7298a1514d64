"""Pages of the desk beside those that Django makes of a model. A page is a class."""

from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.template.response import TemplateResponse
from django.urls import path
from django.views import View


class DeskPage(PermissionRequiredMixin, View):
    """A page of the model whose admin has it among its `pages`, at `path` below the list of records.

    A child says who may enter, by `permission_required` or `has_permission()`.
    """

    model_admin: admin.ModelAdmin = None
    path = ""
    name = ""
    template = ""

    @classmethod
    def url(cls, model_admin):
        view = cls.as_view(model_admin=model_admin)
        return path(cls.path, model_admin.admin_site.admin_view(view), name=cls.name)

    def render(self, title, **context):
        """The page in the frame of the administration."""
        frame = self.model_admin.admin_site.each_context(self.request)
        own = {"opts": self.model_admin.opts, "media": self.model_admin.media, "title": title}
        return TemplateResponse(self.request, self.template, frame | own | context)

    def message(self, text, level=messages.INFO):
        self.model_admin.message_user(self.request, text, level)


class PagesAdmin(admin.ModelAdmin):
    """The admin of a model that has pages of its own."""

    pages: tuple[type[DeskPage], ...] = ()

    def get_urls(self):
        return [*(page.url(self) for page in self.pages), *super().get_urls()]
