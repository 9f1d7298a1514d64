"""The picture that other sites show beside a link to a page: its title in its own script, on lapis.

Nothing is stored: the address of a card holds, signed, all that it says. So only pages of this site can ask
for one, another title has another address, and a card needs neither the database nor a place on the disk. It
is drawn when it is asked for, and kept like a page. Nothing that a visitor typed may come into a card, for
the site would sign it.

In reading order: `addresses`, what a card says and its address; `fonts`, which draws which letter; `lines`, a
title broken into lines; `drawing`; `views`.
"""
