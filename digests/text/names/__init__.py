"""Who is named in an article, for which party they speak, and whom a pronoun or "the ministry" means.

Two sources stand behind it: the gazetteers in ``seeds/gazetteers`` and the article itself, which introduces most of
those it quotes ("UAW President Shawn Fain", "Communications Workers of America (CWA)").
"""

from __future__ import annotations

from digests.text.names.gazetteer import canonical, capital_of, is_country
from digests.text.names.lookup import Names
from digests.text.names.records import Name
from digests.text.names.reference import find

__all__ = ["Name", "Names", "canonical", "capital_of", "find", "is_country"]
