"""What all tests share: invented tables, published once per run."""

from pathlib import Path

import pytest

from tests import tables_fixture


@pytest.fixture(scope="session")
def full_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of invented tables that fill every page."""
    return tables_fixture.publish_full(tmp_path_factory.mktemp("full") / "tables")


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of tables without a row."""
    return tables_fixture.publish_empty(tmp_path_factory.mktemp("empty") / "tables")
