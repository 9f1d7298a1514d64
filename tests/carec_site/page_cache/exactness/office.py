"""A process of the site beside the servers: `work` says what it does.

Answers each line of JSON, which names a function there and its arguments, with a line of JSON.
"""

import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.carec_site.page_cache.exactness import work

    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps({"value": getattr(work, name)(*arguments)}), flush=True)
