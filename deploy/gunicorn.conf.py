"""gunicorn's settings: two worker processes of four threads suit a small server."""

wsgi_app = "carec_site.wsgi"
worker_class = "gthread"
workers = 2
threads = 4
keepalive = 30
timeout = 60
accesslog = None
