"""entente reads news reports and keeps a dated, sourced record of who did what to whom."""

__version__ = "0.1.0"
