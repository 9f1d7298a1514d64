#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys


def main():
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import Error

    from carec_site.starting import local

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carec_site.settings")
    sys.stdout.reconfigure(line_buffering=True)  # what is said arrives, in a pipe or a file too
    try:
        local.adopt()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # its sentence is for the operator, the traceback is not
        sys.exit(str(error))
    except Error as error:
        from carec_site.database.complaints import complaint

        if "--traceback" in sys.argv or not (sentence := complaint(error)):
            raise
        sys.exit(sentence)
    except KeyboardInterrupt:
        sys.exit("\nBroken off. The same command may be given again.")


if __name__ == "__main__":
    main()
