"""Which mentions tell of one happening: within one report (``link``), and across reports (``Trace`` and what uses it).

>>> linked = link(coded)                                                 # doctest: +SKIP
"""

from entente.link.within import link

__all__ = ["link"]
