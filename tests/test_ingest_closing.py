"""How documents end: recipients and signature, in one column, in two, set apart by tabs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read_structure
from ingest.report import PassageKind, Reading

OPENING = """UBND TỈNH VẠN AN
SỞ Y TẾ

BÁO CÁO
Kết quả công tác năm 2024

I. KẾT QUẢ
Khám bệnh cho 1.200 lượt người.
Tiêm chủng cho 300 trẻ.

II. NHIỆM VỤ
Trên đây là báo cáo của Sở Y tế tỉnh Vạn An./.

"""
BLOCKS = [
    # set apart by tabs
    ("Nơi nhận:\tKT. GIÁM ĐỐC\n- Như trên;\tPHÓ GIÁM ĐỐC\n- UBND tỉnh;\n"
     "- Lưu: VT, VP (Hạnh).\tĐặng Thị Hoài Thu", "Đặng Thị Hoài Thu", "Phó Giám đốc"),
    ("Nơi nhận:\tGIÁM ĐỐC\n- Như trên;\n- Lưu: VT.\tBS.CKII. Đoàn Minh Triết",
     "Đoàn Minh Triết", "Giám đốc"),
    ("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tKT. CHỦ TỊCH\n- TT HĐND;\tPHÓ CHỦ TỊCH\n"
     "- Lưu: VT.\n\tLương Quốc Thịnh", "Lương Quốc Thịnh", "Phó Chủ tịch"),
    ("Nơi nhận:                    T/M BAN THƯỜNG VỤ\n- Như trên;                  CHỦ TỊCH\n"
     "- Lưu VP.\n                             Đinh Văn Tuyển", "Đinh Văn Tuyển", "Chủ tịch"),
    ("Nơi nhận:\tTL. CHỦ TỊCH\n- Như trên;\tCHÁNH VĂN PHÒNG\n- Lưu: VT.\t(Đã ký)\n"
     "\tNguyễn Hữu Khoa", "Nguyễn Hữu Khoa", "Chánh Văn phòng"),
    ("Nơi nhận:\tTUQ. GIÁM ĐỐC\n- Như trên;\tTRƯỞNG PHÒNG\n- Lưu: VT.\tVi Văn Thành",
     "Vi Văn Thành", "Trưởng phòng"),
    # one column, recipients first
    ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Thị Bình", "Trần Thị Bình",
     "Giám đốc"),
    ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nQ. GIÁM ĐỐC\n(Đã ký)\nTrần Thị Bình",
     "Trần Thị Bình", "Quyền Giám đốc"),
    ("Nơi nhận:\n- Như trên.\n\nKT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\n\nThS. Lê Văn Tám",
     "Lê Văn Tám", "Phó Hiệu trưởng"),
    ("Nơi nhận:\n- Như trên.\n\nKT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nMa Văn Khánh", "Ma Văn Khánh",
     "Phó Trưởng ban"),
    ("Nơi nhận:\n- Như trên.\n\nTRƯỞNG CÔNG AN\n\nTrung tá Hà Văn Quý", "Hà Văn Quý",
     "Trưởng Công an"),
    ("Nơi nhận:\n- Như trên.\n\nVIỆN TRƯỞNG\n\nPGS.TS. Bùi Quang Hiệp", "Bùi Quang Hiệp",
     "Viện trưởng"),
    ("Nơi nhận:\n- Như trên.\n\nT/M BAN CHẤP HÀNH\nPHÓ BÍ THƯ\n\nLò Thị Mai", "Lò Thị Mai",
     "Phó Bí thư"),
    ("Nơi nhận:\n- Như trên.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nPHAN ĐỨC TOÀN",
     "Phan Đức Toàn", "Chủ tịch"),
    # signature first, or alone
    ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH THƯỜNG TRỰC\n\nCao Thị Nhung\n\n"
     "Nơi nhận:\n- Như trên;\n- Lưu: VT.", "Cao Thị Nhung", "Phó Chủ tịch Thường trực"),
    ("GIÁM ĐỐC\n(Đã ký) Tạ Quốc Bảo", "Tạ Quốc Bảo", "Giám đốc"),
    ("KT. CHI CỤC TRƯỞNG\nPHÓ CHI CỤC TRƯỞNG\nVõ Đình Khôi", "Võ Đình Khôi",
     "Phó Chi cục trưởng"),
    ("TRẠM TRƯỞNG\nBác sĩ Hà Thị Bích Liên", "Hà Thị Bích Liên", "Trạm trưởng"),
    ("TM. ĐẢNG ỦY\nBÍ THƯ\nThào A Sùng", "Thào A Sùng", "Bí thư"),
    ("TM. BAN THƯỜNG TRỰC\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nH'Lan Niê", "H'Lan Niê", "Phó Chủ tịch"),
]  # fmt: skip


def read(tmp_path: Path, closing: str) -> Reading:
    path = tmp_path / "bao-cao.txt"
    path.write_text(OPENING + closing + "\n", encoding="utf-8")
    return read_structure(path)


@pytest.mark.parametrize(("closing", "signer", "office"), BLOCKS)
def test_a_signature_names_who_signed_in_what_office(
    tmp_path: Path, closing: str, signer: str, office: str
) -> None:
    report = read(tmp_path, closing).report
    assert (report.signer, report.signer_office) == (signer, office)


def test_recipients_are_not_mixed_with_the_signature(tmp_path: Path) -> None:
    reading = read(tmp_path, BLOCKS[0][0])
    recipients, signed = [p.text for p in reading.passages if p.kind is PassageKind.FURNITURE][-2:]
    assert recipients == "Nơi nhận: - Như trên; - UBND tỉnh; - Lưu: VT, VP (Hạnh)."
    assert signed == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Đặng Thị Hoài Thu"


def test_a_person_who_gets_a_copy_does_not_sign(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "Nơi nhận:\tGIÁM ĐỐC\n- Đ/c Nguyễn Văn An;\n- Ông Trần Văn Bền;\n- Lưu: VT.\n\tTạ Quốc Bảo",
    )
    assert reading.report.signer == "Tạ Quốc Bảo"
    assert any("Đ/c Nguyễn Văn An" in p.text for p in reading.passages)
