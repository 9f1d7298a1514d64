"""Videos kept on other sites: a poster of ours, which becomes a player when it is pressed, and a plain link.

Nothing is asked of the other site before that, and without JavaScript both are links. In reading order:
`hosts`, whose videos can be played here; `players`, what pages show; `middleware`, which lets a page load
what it shows.
"""
