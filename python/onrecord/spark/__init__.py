"""OnRecord on Spark: texts of a DataFrame to records, one row a document, on all executors.

```text
DataFrame of texts ──mapInArrow──▶ code │ code_warc ──▶ nested rows ──┬──▶ statements, events, entities, … (flat)
                                                                      └──▶ write ──▶ Parquet ──▶ manifest ──▶
                                                                      onrecord import
```

Every executor needs this package and nothing else: the model is inside. A model, codebook or registry of your own
goes to the executors by `addFile`, and a worker that finds another than the driver has refuses to work. Needs
`pyspark` and `pyarrow`, which the package itself does not ask for.
"""

from .coding import code, code_warc, schema, warc_ranges
from .flat import documents, entities, errors, events, mentions, sentences, statements
from .results import manifest, write

__all__ = [
    "code",
    "code_warc",
    "documents",
    "entities",
    "errors",
    "events",
    "manifest",
    "mentions",
    "schema",
    "sentences",
    "statements",
    "warc_ranges",
    "write",
]
