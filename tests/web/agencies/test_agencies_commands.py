"""Agencies put in and out from the machine: all or nothing, and told in words."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from caicach.cli.main import main
from caicach.core.agencies import read_agencies
from caicach.web.agencies.models import Operation
from caicach.web.register.models import Entry

pytestmark = pytest.mark.django_db
Run = Callable[..., "Ran"]


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which a Vietnamese command runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAICACH_LANG", "vi")
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `caicach admin`."""

    def run_command(*words: str | Path) -> Ran:
        capsys.readouterr()
        return Ran(main(["admin", *map(str, words)]), capsys.readouterr().err)

    return run_command


def test_a_province_is_loaded_exported_and_read_again(run: Run, folder: Path) -> None:
    loaded = run("load-map", "--province", "dong thap", "--departments")
    assert (loaded.code, loaded.err) == (0, "Đã thêm 351 cơ quan, 454 dòng tên.\n")
    assert run("export-agencies", folder / "so.yaml").code == 0
    assert run("export-agencies", folder / "so.xlsx").code == 0
    tree, issues = read_agencies((folder / "so.yaml").read_text("utf-8"), "so.yaml")
    assert issues == []
    assert tree is not None
    assert len(tree.agencies) == 454
    again = run("import-agencies", folder / "so.xlsx")
    assert (again.code, again.err) == (0, "Sổ cơ quan đã có đủ; không có gì thay đổi.\n")
    assert Operation.objects.count() == 1


def test_a_table_with_a_fault_leaves_nothing(run: Run, folder: Path) -> None:
    table = folder / "co-quan.csv"
    table.write_text("Mã,Tên,Loại,Cơ quan cấp trên\nH1,Tỉnh A,tỉnh,\nH2,Xã B,xxã,H1\n", "utf-8")
    ran = run("import-agencies", table)
    assert ran.code == 1
    assert "co-quan.csv:3" in ran.err
    assert not Entry.objects.exists()


def test_checking_saves_nothing(run: Run, folder: Path) -> None:
    table = folder / "co-quan.csv"
    table.write_text("Mã,Tên,Loại,Cơ quan cấp trên\nH1,Tỉnh A,tỉnh,\nH2,Xã B,xã,H1\n", "utf-8")
    assert run("import-agencies", table, "--check").err.startswith("2 dòng dùng được")
    assert not Entry.objects.exists()
    assert run("import-agencies", table).code == 0
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("load-map",), "admin-map-which"),
        (("load-map", "--all", "--province", "82"), "admin-map-which"),
        (("load-map", "--province", "Hà Nam"), "admin-province-unknown"),
        (("export-agencies", "so.txt"), "admin-export-ending"),
        (("export-agencies", "so.csv"), "admin-register-empty"),
        (("import-agencies", "khong-co.xlsx"), "file-missing"),
    ],
)
def test_a_command_wrongly_used_says_how_to_use_it(
    run: Run, folder: Path, words: tuple[str, ...], code: str
) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert code in ran.err
    assert not list(folder.iterdir())
