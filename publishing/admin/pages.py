"""Pages of the administration beside those that Django makes of a model. A page is a class."""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views import View


class AdminPage(PermissionRequiredMixin, View):
    """A page of the model whose admin has it among its `pages`.

    It stands at `path` below the list of records, and its `name` follows that of the model:
    `admin:events_event_statistics` is `statistics` of events. A child says who may enter, by
    `permission_required` or `has_permission()`.
    """

    model_admin: admin.ModelAdmin = None
    path = ""
    name = ""
    template = ""

    @classmethod
    def url(cls, model_admin):
        view = cls.as_view(model_admin=model_admin)
        opts = model_admin.opts
        name = f"{opts.app_label}_{opts.model_name}_{cls.name}"
        return path(cls.path, model_admin.admin_site.admin_view(view), name=name)

    def render(self, title, *, template="", **context):
        """The page in the frame of the administration, by its own template unless another is given."""
        frame = self.model_admin.admin_site.each_context(self.request)
        context |= frame | {"opts": self.model_admin.opts, "title": title}
        return TemplateResponse(self.request, template or self.template, context)

    def address(self, name, *keys) -> str:
        """Of a page of the same model."""
        return reverse(admin_urlname(self.model_admin.opts, name), args=keys)

    def message(self, text, level=messages.INFO):
        self.model_admin.message_user(self.request, text, level)

    def log_change(self, item, text):
        self.model_admin.log_change(self.request, item, text)


class PagesAdmin(admin.ModelAdmin):
    """The admin of a model that has pages of its own."""

    pages: tuple[type[AdminPage], ...] = ()

    def get_urls(self):
        return [*(page.url(self) for page in self.pages), *super().get_urls()]
