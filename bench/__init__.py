"""`make bench`: how fast this site is, beside what its server can do at most, and whether it stays so as it
grows. No part of the site: nothing here is imported by it.

In reading order: `content` is what the measured sites hold, `rivals` are what they are compared with. `sites`
is the environment in which each runs, under var/bench/, and `processes` what Linux says of one. Two ways
lead to a figure. `renderer` makes pages in one process, without a server: `cpu` reads from it what a page
costs, `growth` whether it costs more on a larger site, `largest` what else that may be asked for. `servers`
starts the production server, `clients` asks it: `load` reads how many pages a second it gives, `memory` how
much it holds. `importing` takes a list of participants through its check, applies and undoes it. `report`
writes the tables and has the targets; `__main__` is the command. `chart` draws what was measured beside other
systems.
"""
