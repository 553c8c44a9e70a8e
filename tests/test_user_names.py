"""The user's list of names: what can stand in the file, and what each wrong line is told."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.user_names import UserName, parse_user_names, read_user_names

CLASSES = frozenset({"Person", "ArmedGroup"})
HEADER = "name,aliases,class,identifier\n"


def test_rows_with_aliases_and_identifiers(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(
        HEADER + 'Dawn Front,Sabaoon|DF,ArmedGroup,Q42\n"Doe, Jane",,Person,https://example.org/jane\n',
        encoding="utf-8-sig",
    )
    assert parse_user_names(read_user_names(path), str(path), CLASSES) == (
        UserName("Dawn Front", ("Sabaoon", "DF"), "ArmedGroup", ("http://www.wikidata.org/entity/Q42",)),
        UserName("Doe, Jane", (), "Person", ("https://example.org/jane",)),
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param("Dawn Front,,Group,", "line 2: 'Group' is no class", id="unknown class"),
        pytest.param(",,Person,", "line 2: no name", id="no name"),
        pytest.param("Jane Doe,,,", "line 2: no class", id="no class"),
        pytest.param("Jane Doe,,Person,42", "line 2: '42' is no identifier", id="identifier of nothing"),
        pytest.param("Jane Doe,,Person,https://example.org/a b", "is no identifier", id="IRI with a blank"),
    ],
)
def test_a_wrong_line_is_told_with_its_value(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        parse_user_names(read_user_names(path), str(path), CLASSES)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"names\.csv: the list of names cannot be read"):
        read_user_names(tmp_path / "names.csv")
