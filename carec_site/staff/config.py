from django.contrib.admin.apps import AdminConfig


class StaffConfig(AdminConfig):
    """The administration with the site's own `AdminSite`."""

    default_site = "carec_site.staff.site.StaffSite"

    def ready(self):
        super().ready()
        # Models are loaded only now; all but `people` and `links` have receivers.
        from carec_site.staff import languages, telling  # noqa: F401, PLC0415
        from carec_site.staff.accounts import people, sign_in  # noqa: F401, PLC0415
        from carec_site.staff.links import name_links  # noqa: PLC0415

        name_links()
        people.register()
