"""What pictures are drawn with: `canvas` is what is drawn on, in `colours` of one set; `shapes` are lines and
areas, `motifs` and `terrain` what several pictures show.
"""
