"""Django's PostgreSQL backend, over the private server of `server.py`.

DATABASES["default"] has ENGINE "carec_site.database", NAME, USER "postgres" and

    EMBEDDED_DIR     folder of the server and its data
    EMBEDDED_BINDIR  folder of PostgreSQL's programs; empty or absent finds one
    EMBEDDED_FAST    True trades the data's safety in a power cut for speed (tests)

Nothing starts until the first connection is opened.
"""

from django.db.backends.postgresql import base, client

from carec_site.database import waiting
from carec_site.database.cluster import PORT
from carec_site.database.server import server_of


class DatabaseClient(client.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        command, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        psql = server_of(settings_dict).cluster.programs().folder / command[0]
        return [str(psql) if psql.exists() else command[0], *command[1:]], environment

    def runshell(self, parameters):
        self.connection.ensure_connection()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def __init__(self, settings_dict, alias="default"):
        self.server = server_of(settings_dict)
        socket = {"HOST": str(self.server.cluster.socket_folder), "PORT": str(PORT)}
        super().__init__({**settings_dict, **socket}, alias)

    def get_new_connection(self, conn_params):
        self.server.hold()
        try:
            return super().get_new_connection(conn_params)
        except waiting.NoAnswerError:  # it runs
            raise
        except self.Database.OperationalError:
            with waiting.waited_for():
                self.server.start()
            self.server.create_database(conn_params["dbname"])
            return super().get_new_connection(conn_params)
