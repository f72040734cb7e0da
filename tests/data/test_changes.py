# ruff: noqa: E501 (a line of a CSV is a line)
"""What changed between two packages, and where an older one is taken from."""

import shutil
import subprocess
import zipfile

import pytest

import chinaecon as ce
from chinaecon.data import layers
from chinaecon.data.changes import compare
from chinaecon.data.revision import package as package_of


@pytest.fixture
def older(package, tmp_path_factory):
    """The package as it was: a copy to be made different."""
    folder = tmp_path_factory.mktemp("older") / "package"
    shutil.copytree(package, folder)
    return folder


def edit(folder, path, find, replace):
    file = folder / path
    text = file.read_text("utf-8")
    assert find in text
    file.write_text(text.replace(find, replace), "utf-8", newline="\n")


def git(folder, *arguments):
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def winners(found):
    return [
        (m.name, m.period, m.old and m.old["value"], m.new and m.new["value"])
        for m in found.winners
    ]


def test_a_package_does_not_differ_from_itself(package, older):
    assert compare(older, package) == compare(package, package)
    assert compare(package, package).rows == ()


def test_a_changed_value_is_one_row_and_one_winner(package, older):
    edit(older, "trade/observations.csv", "18.39,trillion CNY,=,A,18.39万亿元", "18.4,trillion CNY,=,A,18.4万亿元")  # fmt: skip
    found = compare(older, package)
    assert [(c.kind, c.table, c.key[0]) for c in found.rows] == [
        ("changed", "observations", "imports")
    ]
    assert winners(found) == [("trade.imports", "2024", "18.4", "18.39")]
    move = found.winners[0]
    assert move.percent == pytest.approx(100 * (18.39 / 18.4 - 1))
    assert move.reason == "release of 2025-01-13"


def test_what_is_added_one_way_is_removed_the_other(package, older):
    line = "base_stations_5g,CHN,2023-12,stock,3.377,million station,=,A,337.7万个,zh,gacc-2025-01-13,\n"  # fmt: skip
    edit(older, "telecom/observations.csv", line, "")
    there, back = compare(older, package), compare(package, older)
    assert [c.kind for c in there.rows] == ["added"]
    assert [c.kind for c in back.rows] == ["removed"]
    assert winners(there) == [("telecom.base_stations_5g", "2023-12", None, "3.377")]
    assert winners(back) == [("telecom.base_stations_5g", "2023-12", "3.377", None)]
    assert back.winners[0].reason == "no print is left"


def test_a_correction_moves_its_fact_and_gives_the_reason(package, older):
    edit(
        older, "trade/corrections.csv",
        "exports,USA,2023,flow,trillion CNY,gacc-2025-01-14,override,3.53,3.52,Cut and not rounded.,open\n",
        "",
    )  # fmt: skip
    found = compare(older, package)
    assert [(c.kind, c.table) for c in found.rows] == [("added", "corrections")]
    assert winners(found) == [("trade.exports", "2023", "3.52", "3.53")]
    assert found.winners[0].reason == "Cut and not rounded."


def test_a_document_of_another_kind_gives_the_fact_to_another_print(package, older):
    second = "miit-2024-12-20,,MIIT,Eleven months,zh,,2024-12-20,2026-11,release,facts\n"
    for folder, kind in ((older, "press"), (package, "release")):
        line = f"wire-2024-12-21,,A Wire,Eleven,en,,2024-12-21,2026-11,{kind},facts\n"
        edit(folder, "telecom/sources.csv", second, second + line)
        first = "419.1万个,zh,miit-2024-12-20,\n"
        edit(
            folder, "telecom/observations.csv", first,
            first + "base_stations_5g,CHN,2024-11,stock,4.19,million station,=,A,,,wire-2024-12-21,\n",
        )  # fmt: skip
    edit(package, "telecom/observations.csv", "4.19,million", "4.20,million")
    found = compare(older, package)
    assert {(c.table, c.kind) for c in found.rows} == {
        ("sources", "changed"),
        ("observations", "changed"),
    }
    assert winners(found) == [("telecom.base_stations_5g", "2024-11", "4.191", "4.20")]


def test_a_row_that_moves_to_another_file_of_its_dataset_is_no_change(package, older):
    text = (older / "trade" / "observations.csv").read_text("utf-8").splitlines(keepends=True)
    (older / "trade" / "observations.csv").write_text("".join(text[:-1]), "utf-8", newline="\n")
    (older / "trade" / "observations-b.csv").write_text(text[0] + text[-1], "utf-8", newline="\n")
    edit(
        older, "datapackage.json",
        '"trade/observations.csv"\n', '"trade/observations.csv",\n"trade/observations-b.csv"\n',
    )  # fmt: skip
    assert compare(older, package).rows == ()


def test_a_bound_has_no_percentage(package, older):
    edit(older, "telecom/observations.csv", "4.25,million station,>,A,超425万个", "4.3,million station,>,A,超430万个")  # fmt: skip
    assert compare(older, package).winners[0].percent is None


def test_an_older_package_is_not_filled_up_with_the_shipped_data(package, older):
    for path in ("telecom/observations.csv", "telecom/sources.csv", "telecom/corrections.csv"):
        (older / path).unlink()
    found = compare(older, package)
    assert {m.old for m in found.winners} == {None}
    assert len(found.winners) == 3


def test_a_revision_of_git_is_the_folder_as_it_was(package, older):
    git(package, "init", "-q")
    git(package, "add", ".")
    git(package, "commit", "-q", "-m", "first")
    edit(package, "trade/observations.csv", "18.39,trillion CNY,=,A,18.39万亿元", "18.4,trillion CNY,=,A,18.4万亿元")  # fmt: skip
    git(package, "commit", "-q", "-a", "-m", "second")
    for revision, same in (("HEAD~1", True), ("HEAD", False)):
        with package_of(revision, package) as was:
            assert (compare(was, older).rows == ()) is same
            assert (compare(was, package).rows == ()) is not same


def test_a_revision_of_a_folder_below_the_repository_is_that_folder(tmp_path, older):
    shutil.copytree(older, tmp_path / "repository" / "datasets")
    git(tmp_path / "repository", "init", "-q")
    git(tmp_path / "repository", "add", ".")
    git(tmp_path / "repository", "commit", "-q", "-m", "first")
    with package_of("HEAD", tmp_path / "repository" / "datasets") as was:
        assert compare(was, older).rows == ()


@pytest.mark.parametrize("revision", ["nothing", "--help", "HEAD~7", "nowhere/x.whl"])
def test_a_revision_that_is_not_there_is_told(package, revision):
    git(package, "init", "-q")
    with (
        pytest.raises(ce.MissingData, match=r"No revision .* 'git log --oneline'"),
        package_of(revision, package),
    ):
        pass


def test_a_folder_outside_any_repository_is_told(package):
    with (
        pytest.raises(ce.MissingData, match="lies in no git repository"),
        package_of("HEAD", package),
    ):
        pass


def test_without_git_the_remedy_is_a_wheel(package, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ce.MissingData, match="git is not installed"), package_of("HEAD", package):
        pass


def test_a_wheel_holds_the_data_of_its_release(package, tmp_path):
    wheel = tmp_path / "chinaecon-2026.1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("chinaecon/__init__.py", "")
        for file in sorted(p for p in package.rglob("*") if p.suffix in (".csv", ".json")):
            archive.write(file, f"chinaecon/data/{file.relative_to(package).as_posix()}")
    with package_of(str(wheel), package) as was:
        assert not (was.parent / "__init__.py").exists()
        assert compare(was, package).rows == ()


def test_a_file_that_is_no_wheel_and_a_folder_without_a_package_are_told(package, tmp_path):
    (tmp_path / "a.whl").write_text("no zip")
    with (
        pytest.raises(ce.MissingData, match="is no wheel"),
        package_of(str(tmp_path / "a.whl"), package),
    ):
        pass
    (tmp_path / "empty").mkdir()
    with (
        pytest.raises(ce.MissingData, match="expected a data package"),
        package_of(str(tmp_path / "empty"), package),
    ):
        pass


def test_the_shipped_data_are_compared_whole(tmp_path):
    shutil.copytree(layers.root(), tmp_path / "older")
    file = tmp_path / "older" / "trade" / "observations.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:100] + lines[101:]), "utf-8", newline="\n")
    found = compare(tmp_path / "older", layers.root())
    assert [c.kind for c in found.rows] == ["added"]
