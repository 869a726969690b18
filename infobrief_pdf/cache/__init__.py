"""What earlier builds have left in the workspace's `.infobrief/`: entries that prove themselves.

The only part beside `storage` that touches that folder. It may be deleted at any time, and nothing in it is
trusted: an entry carries its own digest, one that does not agree is as good as none.
"""

from infobrief_pdf.cache.store import Entry, Store
from infobrief_pdf.cache.survey import Survey

__all__ = ["Entry", "Store", "Survey"]
