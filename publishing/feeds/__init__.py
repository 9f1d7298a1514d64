"""What is published, for feed readers: each feed in three formats, with the whole texts of the newest items.

In reading order: `entries`, what a feed says of each item; `formats`, how it is written: Atom (RFC 4287), RSS
2.0, JSON Feed 1.1; `views`, from which the feeds of the apps derive.
"""
