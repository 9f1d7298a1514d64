"""A database backend for one machine: PostgreSQL that starts by itself and listens on no TCP port."""
