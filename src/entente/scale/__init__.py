"""The pipeline over more than one machine: an archive becomes a lake of Parquet files, on Ray or local processes.

>>> for line in code_all(Storage("lake"), shards, settings, Cluster("auto")):     # doctest: +SKIP
...     print(line.uri, line.pages)
"""

from entente.scale.building import build
from entente.scale.cluster import Cluster
from entente.scale.coding import Finished, Settings
from entente.scale.running import Lost, begin, code_all
from entente.scale.shards import Shard, shards_of
from entente.scale.storage import Storage

__all__ = [
    "Cluster",
    "Finished",
    "Lost",
    "Settings",
    "Shard",
    "Storage",
    "begin",
    "build",
    "code_all",
    "shards_of",
]
