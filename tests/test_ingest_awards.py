"""Awards: who gives which form to how many of whom, for which movement and period."""

from ingest.award_context import movement_of
from ingest.awards import find_awards
from ingest.facts import read_facts
from ingest.report import Award, Cell, FigureKind, Heading, Passage, PassageKind, Report, TableRow

REPORT = Report("r", "bao-cao.txt", "txt", "Báo cáo năm 2024", year=2024)
MOVEMENT = Heading("-", "Phong trào thi đua “Chung tay vì bản làng xanh” giai đoạn 2021 - 2025")


def passage(order: int, text: str, **more: object) -> Passage:
    kind = more.pop("kind", PassageKind.PARAGRAPH)
    return Passage(f"r:{order}", "r", order, kind, text, **more)  # type: ignore[arg-type]


def short(awards: list[Award] | tuple[Award, ...]) -> list[tuple[str, str, int, str]]:
    return [(one.giver, one.form, one.count, one.recipient) for one in awards]


def test_active_sentence_with_several_givers_and_counts() -> None:
    text = (
        "UBND tỉnh đã khen thưởng 10 tập thể và 30 cá nhân; đồng thời Thủ tướng Chính phủ tặng "
        "Cờ thi đua cho 01 tập thể, tặng Bằng khen cho 06 tập thể và 03 cá nhân"
    )
    assert short(find_awards(text)) == [
        ("UBND tỉnh", "khen thưởng", 10, "tập thể"),
        ("UBND tỉnh", "khen thưởng", 30, "cá nhân"),
        ("Thủ tướng Chính phủ", "Cờ thi đua", 1, "tập thể"),
        ("Thủ tướng Chính phủ", "Bằng khen", 6, "tập thể"),
        ("Thủ tướng Chính phủ", "Bằng khen", 3, "cá nhân"),
    ]


def test_passive_sentence_and_an_active_one_behind_a_semicolon() -> None:
    text = (
        "có 01 cá nhân được Thủ tướng Chính phủ tặng Bằng khen; Chủ tịch UBND tỉnh tặng Bằng khen "
        "cho 16 tập thể"
    )
    assert short(find_awards(text)) == [
        ("Thủ tướng Chính phủ", "Bằng khen", 1, "cá nhân"),
        ("Chủ tịch UBND tỉnh", "Bằng khen", 16, "tập thể"),
    ]


def test_counts_inside_brackets_go_on_about_the_same_gift() -> None:
    text = (
        "Chủ tịch UBND tỉnh đã tặng Bằng khen cho 258 trường hợp (131 tập thể, trong đó có 33 "
        "doanh nghiệp; 127 cá nhân)"
    )
    awards = find_awards(text)
    assert [(one.count, one.recipient) for one in awards] == [
        (258, "trường hợp"),
        (131, "tập thể"),
        (33, "doanh nghiệp"),
        (127, "cá nhân"),
    ]
    assert {one.form for one in awards} == {"Bằng khen"}
    for one in awards:
        assert text[one.count_start : one.count_end].endswith(one.recipient)


def test_counted_by_form_with_the_giver_that_the_law_names() -> None:
    text = "gồm 117 Huân chương Lao động các hạng; 10 Cờ thi đua của Chính phủ"
    assert short(find_awards(text)) == [
        ("Chủ tịch nước", "Huân chương Lao động các hạng", 117, ""),
        ("Chính phủ", "Cờ thi đua của Chính phủ", 10, ""),
    ]


def test_later_grades_go_on_about_the_order_before() -> None:
    text = "- Huân chương Lao động hạng Nhất: 01 tập thể; hạng Nhì: 02 tập thể và 05 cá nhân;"
    assert short(find_awards(text)) == [
        ("Chủ tịch nước", "Huân chương Lao động hạng Nhất", 1, "tập thể"),
        ("Chủ tịch nước", "Huân chương Lao động hạng Nhì", 2, "tập thể"),
        ("Chủ tịch nước", "Huân chương Lao động hạng Nhì", 5, "cá nhân"),
    ]


def test_proposed_is_not_awarded() -> None:
    proposed = find_awards("Đề nghị Thủ tướng Chính phủ tặng Bằng khen cho 03 tập thể.")
    given = find_awards(
        "Theo đề nghị của Sở Nội vụ, Chủ tịch UBND tỉnh đã tặng Bằng khen cho 7 hộ."
    )
    assert [one.proposed for one in proposed + given] == [True, False]


def test_field_of_work_and_other_counts_are_no_awards() -> None:
    assert find_awards("tập huấn công tác thi đua, khen thưởng cho hơn 500 cá nhân") == []
    assert find_awards("kiến nghị kiểm điểm trách nhiệm đối với 15 tập thể, 143 cá nhân") == []


def test_named_recipient_without_a_number() -> None:
    (award,) = find_awards(
        "Đặc biệt, Nhân dân tỉnh Sơn Thủy đã được Chủ tịch nước tặng thưởng Huân chương Lao động "
        "hạng Ba."
    )
    assert (award.recipient, award.count) == ("Nhân dân tỉnh Sơn Thủy", 1)
    assert award.count_start == award.count_end


def test_list_item_inherits_giver_and_period_from_its_lead_in() -> None:
    lead = passage(0, "Năm 2023, Chủ tịch UBND tỉnh khen thưởng 90 trường hợp, cụ thể:")
    item = passage(1, "- Tập thể Lao động xuất sắc: 68 tập thể;", label="-")
    honour = passage(2, "- Huân chương Lao động hạng Ba: 02 cá nhân.", label="-")
    awards = read_facts(REPORT, [lead, item, honour]).awards
    assert short(awards)[1:] == [
        ("Chủ tịch UBND tỉnh", "Tập thể Lao động xuất sắc", 68, "tập thể"),
        ("Chủ tịch UBND tỉnh", "Huân chương Lao động hạng Ba", 2, "cá nhân"),
    ]
    assert {one.period for one in awards} == {"2023"}


def test_movement_and_period_come_from_the_headings_also_for_a_note() -> None:
    body = passage(0, "+ Chủ tịch UBND tỉnh tặng Bằng khen cho 25 tập thể.", section=(MOVEMENT,))
    note = passage(
        1,
        "Chủ tịch UBND tỉnh Sơn Thủy (cũ) tặng Bằng khen cho 20 tập thể.",
        kind=PassageKind.FOOTNOTE,
        note=1,
        called_by=("r:0", 45),
    )
    awards = read_facts(REPORT, [body, note]).awards
    assert {one.movement for one in awards} == {MOVEMENT.title}
    assert {one.period for one in awards} == {"2021-2025"}
    assert awards[1].about == "tỉnh Sơn Thủy (cũ)"


def test_headings_that_only_speak_of_movements_name_none() -> None:
    generic = Heading("3", "Kết quả tổ chức triển khai các phong trào thi đua yêu nước")
    assert movement_of((generic,)) == ""
    assert movement_of((MOVEMENT, generic)) == MOVEMENT.title


def test_table_row() -> None:
    cells = (
        Cell("Tập thể", "3", 30, 31),
        Cell("Cá nhân", "1.149", 34, 39),
    )
    row = TableRow(1, 2, "Huân chương Lao động hạng Ba", cells)
    text = "Huân chương Lao động hạng Ba | 3 | 1.149"
    awards = read_facts(REPORT, [passage(0, text, kind=PassageKind.ROW, row=row)]).awards
    assert short(awards) == [
        ("Chủ tịch nước", "Huân chương Lao động hạng Ba", 3, "tập thể"),
        ("Chủ tịch nước", "Huân chương Lao động hạng Ba", 1149, "cá nhân"),
    ]


def named(text: str) -> list[tuple[str, str, str, bool]]:
    return [(one.giver, one.form, one.named, one.proposed) for one in find_awards(text)]


def test_a_recipient_named_behind_the_form_is_an_award_without_a_number() -> None:
    text = (
        "Thủ tướng Chính phủ tặng Bằng khen cho Sở Tư pháp; Chủ tịch nước tặng Huân chương Lao "
        "động hạng Ba cho Kho bạc Nhà nước tỉnh về thành tích 10 năm."
    )
    assert named(text) == [
        ("Thủ tướng Chính phủ", "Bằng khen", "Sở Tư pháp", False),
        ("Chủ tịch nước", "Huân chương Lao động hạng Ba", "Kho bạc Nhà nước tỉnh", False),
    ]
    for one in find_awards(text):
        assert (one.count, one.count_end - one.count_start) == (1, 0)
        assert text[one.count_start :].startswith(one.named)


def test_the_people_of_a_place_and_a_person_are_recipients_too() -> None:
    assert named(
        "Chính phủ tặng Cờ thi đua cho Nhân dân và cán bộ xã Đồng Tháp (Quyết định số "
        "12/QĐ-TTg ngày 03/02/2023)."
    ) == [("Chính phủ", "Cờ thi đua", "Nhân dân và cán bộ xã Đồng Tháp", False)]
    assert named(
        "Bộ trưởng Bộ Y tế tặng Kỷ niệm chương “Vì sức khỏe nhân dân” cho bác sĩ Lò Thị Hoa"
    ) == [("Bộ trưởng Bộ Y tế", "Kỷ niệm chương", "bác sĩ Lò Thị Hoa", False)]


def test_a_named_recipient_of_a_proposal_is_proposed() -> None:
    assert named(
        "Huyện đã trình Chủ tịch nước tặng Huân chương Lao động hạng Nhì cho Công an huyện; hồ "
        "sơ đang được thẩm định."
    ) == [("Chủ tịch nước", "Huân chương Lao động hạng Nhì", "Công an huyện", True)]
    assert named(
        "Đang trình cấp có thẩm quyền: Huân chương Lao động hạng Ba cho Trường THPT Lê Lợi."
    ) == [("Chủ tịch nước", "Huân chương Lao động hạng Ba", "Trường THPT Lê Lợi", True)]


def test_a_recipient_named_before_the_verb() -> None:
    assert named("Hội Phụ nữ tỉnh được Trung ương Hội Liên hiệp Phụ nữ tặng Cờ thi đua.")[0][
        1:
    ] == (
        "Cờ thi đua",
        "Hội Phụ nữ tỉnh",
        False,
    )
    assert named("Trạm Y tế xã Phú Hòa vinh dự đón nhận Bằng khen của Thủ tướng Chính phủ.") == [
        ("Thủ tướng Chính phủ", "Bằng khen", "Trạm Y tế xã Phú Hòa", False)
    ]


def test_names_behind_a_count_in_brackets_and_after_a_colon() -> None:
    text = (
        "Chủ tịch UBND tỉnh tặng Cờ thi đua cho 02 tập thể (Ban Chỉ huy Quân sự huyện; UBND xã "
        "Tân Lập), Bằng khen cho 11 tập thể và 02 cá nhân là ông Vi Văn Nam và "
        "bà Hà Thị Lan."
    )
    assert [(one.giver, one.form, one.count, one.named) for one in find_awards(text)][:2] == [
        ("Chủ tịch UBND tỉnh", "Cờ thi đua", 2, "Ban Chỉ huy Quân sự huyện; UBND xã Tân Lập"),
        ("Chủ tịch UBND tỉnh", "Bằng khen", 11, ""),
    ]
    assert find_awards(text)[-1].named == "ông Vi Văn Nam và bà Hà Thị Lan"
    assert find_awards("UBND tỉnh tặng Cờ thi đua cho 02 đơn vị: Sở Nội vụ và Sở Y tế.")[
        0
    ].named == ("Sở Nội vụ và Sở Y tế")


def test_names_behind_what_stands_between_them_and_the_count() -> None:
    told = find_awards(
        "Bộ Y tế tặng Bằng khen 02 tập thể của phong trào là Trạm Y tế xã Bãi Sậy và Phòng khám "
        "Cầu Gỗ."
    )
    assert [one.named for one in told] == ["Trạm Y tế xã Bãi Sậy và Phòng khám Cầu Gỗ"]
    title = find_awards("01 danh hiệu “Anh hùng Lao động” thời kỳ đổi mới (Nông trường Bãi Sậy).")
    assert title[0].named == "Nông trường Bãi Sậy"


def test_what_a_note_lists_of_a_proposal_is_proposed() -> None:
    body = passage(0, "- UBND tỉnh trình Bộ Nội vụ 12 hồ sơ đề nghị khen thưởng cấp Nhà nước.")
    listed = "Gồm 05 Huân chương Lao động, 07 Bằng khen của Thủ tướng Chính phủ."
    for text, proposed in ((body.text, True), ("- Cả năm có 12 khen thưởng.", False)):
        caller = passage(0, text)
        note = passage(
            1, listed, kind=PassageKind.FOOTNOTE, note=1, called_by=("r:0", len(text) - 1)
        )
        awards = read_facts(REPORT, [caller, note]).awards
        assert {one.proposed for one in awards if one.passage_id == "r:1"} == {proposed}


def test_nobody_is_named_where_recipients_are_only_told_of() -> None:
    for text in (
        "Chủ tịch UBND tỉnh tặng Bằng khen cho các tập thể, cá nhân có thành tích.",
        "Tập thể được tặng Cờ thi đua phải có thành tích dẫn đầu.",
        "Huân chương Độc lập: hạng Nhì 01 cá nhân, hạng Ba 02 tập thể.",
    ):
        assert [one.named for one in find_awards(text) if one.named] == []


def test_the_title_behind_the_count_is_what_was_given() -> None:
    assert short(
        find_awards(
            "Chủ tịch UBND thị xã tặng Giấy khen cho 90 tập thể; công nhận 115 cá nhân đạt danh "
            "hiệu Chiến sĩ thi đua cơ sở."
        )
    ) == [
        ("Chủ tịch UBND thị xã", "Giấy khen", 90, "tập thể"),
        ("Chủ tịch UBND thị xã", "danh hiệu Chiến sĩ thi đua cơ sở", 115, "cá nhân"),
    ]


def test_the_whole_name_of_a_giver() -> None:
    for giver in (
        "Bộ trưởng Bộ LĐ-TB&XH",
        "Bộ trưởng Bộ Thông tin và Truyền thông",
        "Bộ trưởng Bộ Giao thông vận tải",
        "Giám đốc Sở",
        "Chủ tịch UBND quận",
        "Chủ tịch UBND thị trấn",
    ):
        assert find_awards(f"{giver} tặng Bằng khen cho 05 tập thể.")[0].giver == giver


def test_a_count_goes_on_behind_the_names_of_the_one_before() -> None:
    text = (
        "Thủ tướng Chính phủ tặng Bằng khen cho 02 tập thể (UBND xã A Lưới; Sở Y tế), 03 cá nhân."
    )
    assert [(one.count, one.recipient, one.named) for one in find_awards(text)] == [
        (2, "tập thể", "UBND xã A Lưới; Sở Y tế"),
        (3, "cá nhân", ""),
    ]


def test_what_is_led_to_is_of_the_year_told_of_not_of_the_one_compared_with() -> None:
    lead = passage(
        0,
        "Giải ngân đến ngày 31 tháng 12 năm 2024 đạt 88%; cùng kỳ năm 2023 đạt 79%. Theo nguồn:",
    )
    item = passage(1, "- Vốn vay 12 tỷ đồng, các chương trình mục tiêu quốc gia 40 tỷ đồng;",
                   label="-")  # fmt: skip
    figures = [one for one in read_facts(REPORT, [lead, item]).figures if one.passage_id == "r:1"]
    assert {one.period for one in figures} == {"đến 2024-12-31"}
    assert {one.kind for one in figures} == {FigureKind.ACTUAL}


def test_grades_behind_an_order_and_its_colon() -> None:
    text = (
        "- Huân chương Độc lập: hạng Nhì 01 cá nhân, hạng Ba 02 tập thể và 03 cá nhân. Huân chương "
        "Lao động: hạng Nhất 04 tập thể, 02 cá nhân; hạng Nhì 11 tập thể."
    )
    assert [(one.form, one.count, one.recipient) for one in find_awards(text)] == [
        ("Huân chương Độc lập hạng Nhì", 1, "cá nhân"),
        ("Huân chương Độc lập hạng Ba", 2, "tập thể"),
        ("Huân chương Độc lập hạng Ba", 3, "cá nhân"),
        ("Huân chương Lao động hạng Nhất", 4, "tập thể"),
        ("Huân chương Lao động hạng Nhất", 2, "cá nhân"),
        ("Huân chương Lao động hạng Nhì", 11, "tập thể"),
    ]


def test_counts_of_single_movements_within_a_whole() -> None:
    text = (
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 15 tập thể, 40 cá nhân, trong đó phong trào "
        "“Ngày hội đổi rác lấy cây xanh” 06 tập thể, 12 cá nhân, phong trào “Đường quê thắp sáng” "
        "04 tập thể"
    )
    assert [(one.count, one.recipient, one.movement) for one in find_awards(text)] == [
        (15, "tập thể", ""),
        (40, "cá nhân", ""),
        (6, "tập thể", "“Ngày hội đổi rác lấy cây xanh”"),
        (12, "cá nhân", "“Ngày hội đổi rác lấy cây xanh”"),
        (4, "tập thể", "“Đường quê thắp sáng”"),
    ]
