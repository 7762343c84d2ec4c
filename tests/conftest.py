"""Hypothesis: no deadlines, for machines are noisy; in CI always the same examples, elsewhere new ones each time."""

import os

from hypothesis import settings

settings.register_profile("entente", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("entente")
