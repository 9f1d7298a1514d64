"""How long tests wait for what they know will come: a machine may be ten times slower than usual."""

PATIENCE_SECONDS = 600
