"""``python app.py user``: adds, changes, lists and removes accounts of the users file.

A password is asked for without echo, or read as one line from a pipe; it is never an argument,
because arguments stand in process lists and histories.
What this module does not know: how accounts are kept.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from screens.commandline import OK, fail
from screens.users import Role, UsersError, UsersFile

ROLE_NAMES = {Role.READER: "hỏi và xem", Role.EDITOR: "hỏi, xem, nạp và xóa báo cáo"}
NO_FILE = (
    "Chưa biết tệp người dùng. Hãy thêm --users TỆP (hoặc đặt biến MINH_CHUNG_USERS); "
    "tệp chưa có thì được tạo."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The words after ``user``."""
    parser.add_argument("doing", choices=("add", "password", "role", "token", "remove", "list"),
                        metavar="VIỆC", help="add, password, role, remove, list, hoặc token "
                        "(mã truy cập cho chương trình)")  # fmt: skip
    parser.add_argument("name", nargs="?", default="", metavar="TÊN", help="tên đăng nhập")
    parser.add_argument("--role", choices=[role.value for role in Role], metavar="VAI_TRÒ",
                        help="reader (hỏi, xem) hay editor (thêm nạp, xóa)")  # fmt: skip


def run(wanted: argparse.Namespace) -> int:
    """Does one thing to the users file."""
    if not wanted.users:
        return fail(NO_FILE)
    users = UsersFile(Path(wanted.users))
    if wanted.doing != "list" and not wanted.name:
        return fail(f"Lệnh chưa đúng: còn thiếu TÊN. Ví dụ: python app.py user {wanted.doing} lan")
    try:
        print(_done(wanted, users))
    except UsersError as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"Không ghi được “{users.path}” ({error.strerror}).")
    except EOFError:
        return fail("Không nhận được mật khẩu.")
    return OK


def _done(wanted: argparse.Namespace, users: UsersFile) -> str:
    """Does it; what was done, in words."""
    name = wanted.name
    if wanted.doing == "add":
        role = Role(wanted.role or Role.READER)
        user = users.add(name, role, _password())
        return f"Đã thêm “{user.name}”: {ROLE_NAMES[user.role]}."
    if wanted.doing == "password":
        users.change(name, password=_password())
        return f"Đã đổi mật khẩu của “{name}”; các phiên đang mở của người này hết hiệu lực."
    if wanted.doing == "role":
        if not wanted.role:
            raise UsersError("Hãy ghi vai trò mới: --role reader hoặc --role editor.")
        user = users.change(name, role=Role(wanted.role))
        return f"“{user.name}” từ nay: {ROLE_NAMES[user.role]}."
    if wanted.doing == "token":
        return (
            f"{users.new_token(name)}\nMã này chỉ hiện một lần; mã cũ (nếu có) hết hiệu lực. "
            "Gửi nó trong tiêu đề: Authorization: Bearer MÃ"
        )
    if wanted.doing == "remove":
        users.remove(name)
        return f"Đã xóa “{name}”; các phiên và mã của người này hết hiệu lực."
    lines = [
        f"{user.name}\t{user.role.value}\t{ROLE_NAMES[user.role]}"
        + ("\tcó mã cho chương trình" if user.token else "")
        for user in users.users().values()
    ]
    return "\n".join(lines) or "Chưa có người dùng nào."


def _password() -> str:
    """Asked twice without echo; one line where there is no terminal."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")
    first = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Nhập lại mật khẩu: ") != first:
        raise UsersError("Hai lần nhập không giống nhau. Hãy làm lại.")
    return first
