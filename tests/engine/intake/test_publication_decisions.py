"""Publication of a procedure is late only once its days are surely over."""

from datetime import datetime

from office import Office

HEAD = "Mã thủ tục,Cấp công bố,Ngày quyết định công bố,Ngày hiệu lực,Ngày công khai\n"


def flags(office: Office) -> dict[str, bool | None]:
    return {
        row["procedure"]: row["decisions"][0]["is_public_in_time"]
        for row in office.rows("procedures")
    }


def take(office: Office, *rows: str, exported_at: datetime | None = None) -> None:
    text = HEAD + "".join(f"{row}\n" for row in rows)
    file = office.file(f"tt{office.store.latest}.csv", text)
    office.take(file, profile="procedures-table", exported_at=exported_at)


def test_one_not_published_is_late_only_after_its_days(office: Office) -> None:
    waiting = "1.000001,Tỉnh,02/03/2026,01/06/2026,"
    take(office, waiting)
    assert flags(office) == {"1.000001": None}
    take(office, waiting, "1.000002,Tỉnh,02/03/2026,01/06/2026,09/03/2026")
    assert flags(office) == {"1.000001": None, "1.000002": True}
    take(office, "1.000003,Tỉnh,10/03/2026,,")
    assert flags(office) == {"1.000001": False, "1.000002": True, "1.000003": None}


def test_the_time_of_the_export_tells_that_the_days_are_over(office: Office) -> None:
    end_of_month = datetime.fromisoformat("2026-03-31T00:00")
    take(office, "1.000001,Tỉnh,02/03/2026,,", exported_at=end_of_month)
    assert flags(office) == {"1.000001": False}


def test_one_published_is_judged_by_its_day_alone(office: Office) -> None:
    take(office, "1.000001,Tỉnh,02/03/2026,,10/03/2026", "1.000002,Bộ,02/03/2026,,10/03/2026")
    assert flags(office) == {"1.000001": False, "1.000002": True}
