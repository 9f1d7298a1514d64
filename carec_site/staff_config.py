from django.contrib.admin.apps import AdminConfig


class StaffConfig(AdminConfig):
    """The administration with the site's own `AdminSite`."""

    default_site = "carec_site.staff_site.StaffSite"
