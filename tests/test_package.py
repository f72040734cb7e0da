"""The data travel with the package: wheel, sdist and editable install find them."""

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ASK = "from chinaecon.data import layers, store; print(layers.root()); print(len(store.datasets()))"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The sdist, and the wheel built from it."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.tar.gz")), next(out.glob("*.whl"))


def _datasets():
    return {
        p.relative_to(ROOT / "datasets").as_posix()
        for p in (ROOT / "datasets").rglob("*")
        if p.is_file()
    }


def test_the_wheel_carries_every_data_file_once(built):
    names = zipfile.ZipFile(built[1]).namelist()
    held = {n.removeprefix("chinaecon/_datasets/") for n in names if "/_datasets/" in n}
    assert held == _datasets()
    assert len(names) == len(set(names))
    assert not [n for n in names if not n.startswith(("chinaecon/", "chinaecon-"))]


def test_the_sdist_carries_every_data_file_and_the_licences(built):
    with tarfile.open(built[0]) as archive:
        names = {n.partition("/")[2] for n in archive.getnames()}
    assert {f"datasets/{n}" for n in _datasets()} <= names
    assert {"LICENSE", "LICENSE-DATA", "README.md", "charts.toml"} <= names


def test_an_installed_wheel_finds_its_data(built, tmp_path):
    """Installed without its dependencies, beside those of this environment."""
    venv.create(tmp_path / "env", system_site_packages=False, with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    site = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(built[1]) as wheel:
        wheel.extractall(site)
    out = subprocess.run(
        [python, "-c", ASK], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    root, count = out.stdout.split()
    assert Path(root) == site / "chinaecon" / "_datasets"
    assert int(count) >= 9


def test_this_checkout_finds_its_data():
    out = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert Path(out.stdout.split()[0]) == ROOT / "datasets"
