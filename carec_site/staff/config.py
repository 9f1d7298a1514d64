from django.contrib.admin.apps import AdminConfig


class StaffConfig(AdminConfig):
    """The administration with the site's own `AdminSite`."""

    default_site = "carec_site.staff.site.StaffSite"

    def ready(self):
        super().ready()
        from carec_site.staff import sign_in  # noqa: F401, PLC0415  its receivers; models are loaded only now
        from carec_site.staff import people  # noqa: PLC0415  as above
        from carec_site.staff.links import name_links  # noqa: PLC0415  as above

        name_links()
        people.register()
