"""Pages of the administration beside those that Django makes of a model. A page is a class."""

from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.template.response import TemplateResponse
from django.urls import path
from django.views import View


class AdminPage(PermissionRequiredMixin, View):
    """A page of the model whose admin has it among its `pages`.

    It stands at `path` below the list of records. In its `name` %(app_label)s and %(model_name)s stand for
    those of the model. A child says who may enter, by `permission_required` or `has_permission()`.
    """

    model_admin: admin.ModelAdmin = None
    path = ""
    name = ""
    template = ""

    @classmethod
    def url(cls, model_admin):
        opts = model_admin.opts
        name = cls.name % {"app_label": opts.app_label, "model_name": opts.model_name}
        view = model_admin.admin_site.admin_view(cls.as_view(model_admin=model_admin))
        return path(cls.path, view, name=name)

    def render(self, title, *, template="", **context):
        """The page in the frame of the administration, by its own template unless another is given."""
        frame = self.model_admin.admin_site.each_context(self.request)
        context |= frame | {"opts": self.model_admin.opts, "title": title}
        return TemplateResponse(self.request, template or self.template, context)

    def message(self, text, level=messages.INFO):
        self.model_admin.message_user(self.request, text, level)

    def log_change(self, item, text):
        self.model_admin.log_change(self.request, item, text)


class PagesAdmin(admin.ModelAdmin):
    """The admin of a model that has pages of its own."""

    pages: tuple[type[AdminPage], ...] = ()

    def get_urls(self):
        return [*(page.url(self) for page in self.pages), *super().get_urls()]
