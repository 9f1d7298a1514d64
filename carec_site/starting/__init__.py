"""From a fresh clone to a running site: `make run` to develop, `make serve` with production settings.

In reading order: `install` makes the virtual environment, `local` writes down what this clone is,
`preparing` brings the database up to date, `serve` becomes the production server (its twin for development is
the command `develop`), `worker` keeps the email sender alive beside either, `welcome` says where everything
is. `progress` shows how far a long step has come.
"""
