"""The API keeps what its description promises, whatever it is asked; and the reference describes it all.

``ENTENTE_EXAMPLES`` is how many requests of each kind are tried, 3 if it is not given.
"""

import logging
import os
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from entente.serve.app import create
from entente.serve.reference import described, page
from entente.serve.settings import Settings
from served import made

ROOT = Path(__file__).parents[1]
EXAMPLES = int(os.environ.get("ENTENTE_EXAMPLES", "3"))
CHECKS = (
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
)


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    where = made(tmp_path_factory.mktemp("serve") / "record.db", 3)
    return schemathesis.openapi.from_asgi("/api/openapi.json", create(str(where), Settings(names=("testserver",))))


def test_nothing_that_is_asked_breaks_the_server_or_its_promise(api):
    # Not with schemathesis.pytest: its plugin fails with the pytest that is pinned here.
    logging.getLogger("entente.serve").setLevel(logging.CRITICAL)
    for found in api.get_all_operations():
        _try(found.ok())


def _try(operation):
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy())
    def ask(case):
        case.call_and_validate(checks=list(CHECKS))

    ask()


def test_the_reference_page_is_what_the_description_says():
    expected = page(described())
    assert (ROOT / "docs" / "reference" / "rest.md").read_text(encoding="utf-8") == expected
    assert "| - |" not in expected
