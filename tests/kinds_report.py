"""A small report of an invented district for questions that ask for more than one figure.

Cẩm Sa, its communes, people and documents do not exist. Notes give the names and the parts of
what the body counts; some things are only counted, so that asking for their names must fail.
"""

from __future__ import annotations

from pathlib import Path

FILE = "cam-sa-2025.md"

CAM_SA = """ỦY BAN NHÂN DÂN HUYỆN CẨM SA

Số: 77/BC-UBND

Cẩm Sa, ngày 09 tháng 12 năm 2025

**BÁO CÁO**

**Kết quả công tác năm 2025**

UBND huyện Cẩm Sa báo cáo kết quả như sau:

## I. KẾT QUẢ KINH TẾ

### 1. Nông thôn mới

- Huyện có 11/14 xã đạt chuẩn nông thôn mới, trong đó 03 xã kiểu mẫu[^1]; còn 04 thôn chưa có điện
lưới; toàn huyện cứng hóa 52 km đường.

- Công nhận mới 02 sản phẩm OCOP, nâng tổng số lên 09 sản phẩm (06 sản phẩm 3 sao, 03 sản phẩm 4
sao)[^2].

- Trong năm xảy ra 07 vụ cháy rừng, thiệt hại 3,2 ha.

- Đến ngày 30 tháng 6 năm 2025, huyện có 31/44 trạm bơm (cũ) đạt yêu cầu. Sau sắp xếp, có 12/17 trạm
bơm (mới) đạt yêu cầu.

- Lũy kế đến cuối năm giảm 96 biên chế. Trong năm 2025 giảm 22 biên chế.

- Toàn huyện còn 09 vụ tranh chấp ao đầm[^7]; kiểm tra 14 cơ sở nuôi tôm, nhắc nhở 05 cơ sở.

- Chậm hạn 13 hồ sơ vay vốn nuôi tôm của hợp tác xã.

### 2. Ngân sách

- Chi ngân sách huyện 512.400 triệu đồng[^3]; tiết kiệm chi thường xuyên 2.150 triệu đồng, đạt 103%.

### 3. Văn bản

- UBND huyện ban hành 05 văn bản chỉ đạo phòng, chống thiên tai[^4].

- Quy chế làm việc mới ban hành theo Quyết định số 91/2025/QĐ-UBND ngày 03/3/2025[^5].

## II. THI ĐUA

### 1. Khen thưởng

- Huân chương Lao động hạng Ba: 01 cá nhân[^6]; Bằng khen của Thủ tướng Chính phủ: 02 tập thể.

- Hội đồng Thi đua - Khen thưởng huyện gồm 15 thành viên do đồng chí Bạch Hữu Lân, Chủ tịch UBND
huyện, làm Chủ tịch Hội đồng.

### 2. Hội nghị

- Ngày 12 tháng 6 năm 2025, tại Nhà Văn hóa huyện, UBND huyện tổ chức Hội nghị tuyên dương 40 gương
người tốt, việc tốt theo Kế hoạch số 18/KH-UBND ngày 02/4/2025.

- Hội thao các xã ven biển được tổ chức trong 03 ngày (từ ngày 22 đến ngày 24 tháng 8 năm 2025) với
260 vận động viên, theo Kế hoạch số 40/KH-UBND ngày 01/7/2025 về tổ chức Hội thao các xã ven biển.

- Kế hoạch số 52/KH-UBND ngày 10/9/2025 phát động phong trào thi đua thực hiện Chỉ thị số 06/CT-UBND
ngày 15/7/2025 về giữ sạch bãi biển.

## III. HẠN CHẾ

- Còn để chậm hạn 16 hồ sơ vay vốn nuôi tôm.

- Công tác bảo vệ rừng còn hạn chế, để xảy ra 09 vụ cháy rừng.

[^1]: Các xã kiểu mẫu: Bãi Nhạn, Hương Tràm, Đồng Lác.

[^2]: Sản phẩm mới: Nước mắm Bãi Nhạn và Trà dây Hương Tràm.

[^3]: Chi đầu tư 140.300 triệu đồng, chi thường xuyên 350.700 triệu đồng, chi khác 21.400 triệu
đồng.

[^4]: Kế hoạch số 12/KH-UBND ngày 20/02/2025, Kế hoạch số 33/KH-UBND ngày 15/5/2025; Công văn số
210/UBND-NN ngày 18/6/2025, Công văn số 245/UBND-NN ngày 02/7/2025, Công văn số 301/UBND-NN ngày
11/8/2025.

[^5]: Thay thế Quyết định số 15/2019/QĐ-UBND của UBND huyện Cẩm Sa và Quyết định số 08/2020/QĐ-UBND
của UBND huyện Bàu Sen.

[^6]: Bà Trần Lệ Thu, trưởng trạm y tế xã Đồng Lác.

[^7]: Xã Bãi Nhạn 05 vụ, xã Hương Tràm 03 vụ, xã Đồng Lác 01 vụ.

Nơi nhận:

- UBND tỉnh;

- Thường trực Huyện ủy;

- Các phòng, ban (2b);

- Lưu: VT, TH.

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Bạch Hữu Lân
"""


def write_report(folder: Path) -> Path:
    """The report as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(CAM_SA, encoding="utf-8")
    return path
