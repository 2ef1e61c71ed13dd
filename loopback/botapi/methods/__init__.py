"""The methods this server knows; any other is a 404, as on a server older than the method."""

from __future__ import annotations

from loopback.botapi.methods import asking, chats, commands, editing, sending
from loopback.botapi.methods.method import Method

__all__ = ["METHODS", "Method"]

#: by lower-case name: the real server does not mind the case
METHODS = {
    method.name.lower(): method for method in (*asking.METHODS, *sending.METHODS, *editing.METHODS, *commands.METHODS, *chats.METHODS)
}
