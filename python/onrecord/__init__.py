"""OnRecord reads news and puts on record who said what, who did what to whom, tied to the exact words.

>>> import onrecord
>>> record = onrecord.read("The minister said the talks had failed.")
>>> statement = record.statements[0]
>>> statement.source.text, statement.cue.text, statement.content.text
('The minister', 'said', 'the talks had failed')

Spans count code points, so they slice a `str`:

>>> span = statement.content.spans[0]
>>> record.text[span.start:span.end]
'the talks had failed'

Records are those of the program `onrecord`, to the byte: the same core, the same model.
"""

from ._onrecord import Batch, OnRecordError, Stream, __version__
from .coder import Coder, default_coder, read
from .record import (
    Content,
    Cue,
    Dateline,
    Doc,
    Entity,
    Event,
    Headline,
    Location,
    Made,
    Mention,
    Reason,
    Record,
    Role,
    Source,
    Span,
    Statement,
    TimeRange,
)
from .store import Found, Imported, Store, open_store

__all__ = [
    "Batch",
    "Coder",
    "Content",
    "Cue",
    "Dateline",
    "Doc",
    "Entity",
    "Event",
    "Found",
    "Headline",
    "Imported",
    "Location",
    "Made",
    "Mention",
    "OnRecordError",
    "Reason",
    "Record",
    "Role",
    "Source",
    "Span",
    "Statement",
    "Store",
    "Stream",
    "TimeRange",
    "__version__",
    "default_coder",
    "open_store",
    "read",
]
