"""An item as it will look, for those who may see it before visitors do.

`showing` makes a live item what its draft says, for a moment; `views` has the page, in any state of the item.
"""
