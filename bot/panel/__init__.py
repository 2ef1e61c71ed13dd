"""The settings of a chat, by buttons alone: a tree of pages that take each other's place.

``chat`` has the handlers, ``steps`` what a button says, ``walk`` leads from a step to the page that follows, ``keeping`` is what stands in
the ledger, ``acts`` what a step changes, ``home`` and ``topic`` the pages, ``zones`` the places of the world by what their clocks show.
"""
