"""The shipped language model, loaded once.

Hypothesis has no deadlines, for machines are noisy; in CI it takes always the same examples, elsewhere new ones.
"""

import os

import pytest
from hypothesis import settings

from entente import language
from entente.errors import DataError

settings.register_profile("entente", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("entente")


@pytest.fixture(scope="session")
def model() -> language.LanguageModel:
    """The shipped language model."""
    try:
        return language.load()
    except DataError:
        pytest.skip("the language model's weights are not here")
