"""How long tests wait for what they know will come: a machine may be ten times slower than usual."""

PATIENCE_SECONDS = 600
# A wait that the site gives up by itself has ended by then; one that nobody ends takes longer.
GIVEN_UP_SECONDS = 60
