"""The one entry: ``python app.py`` opens the window; the words after it are thin commands.

The environment is read here and nowhere below. Heavy libraries are imported by the command
that needs them, so that ``--help`` and a mistyped word answer at once.
What this module does not know: how anything is read, kept, answered or drawn.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from answer.model.settings import BadModelSettings
from screens import check_command, draft_command, figures_command, model_options, user_command
from screens.commandline import OK, REFUSED, Parser, fail
from screens.settings import LOCAL_HOSTS, WindowSettings
from screens.users import UsersError, UsersFile

if TYPE_CHECKING:
    from index.build import AddOutcome
    from index.embed import EmbedderChoice

ROOT = Path(__file__).resolve().parent
SAMPLES = ROOT / "samples"
DEFAULT_INDEX = "du-lieu"

DESCRIPTION = (
    "Minh Chứng: hỏi báo cáo hành chính tiếng Việt, mỗi con số kèm nguồn chính xác. "
    "Không ghi lệnh nào thì mở cửa sổ trong trình duyệt."
)
NO_USERS = (
    "Mở cửa sổ có đăng nhập thì cần ít nhất một người dùng. Hãy thêm: "
    "python app.py user add TÊN --role editor --users TỆP, rồi mở lại với --users TỆP.\n"
    "Nếu cố ý mở ra ngoài máy này mà không cần đăng nhập (mạng tin cậy, hoặc sau một cổng "
    "đã có đăng nhập), hãy thêm --no-login: ai vào được cũng đọc, nạp và xóa được báo cáo."
)


def main(
    arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ
) -> int:
    """Runs one command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("bm25s").propagate = False  # it tells of every index that it builds
    if words[:1] == ["eval"]:
        return _evaluate(words[1:], environment)
    wanted = _parser(environment).parse_args(words)
    try:
        settings = _settings(wanted, environment)
    except BadModelSettings as error:
        return fail(str(error))
    from index.embed import EmbedderError
    from index.library import LibraryError

    try:
        if wanted.command == "add":
            return _add(wanted.paths, settings)
        if wanted.command == "ask":
            return _ask(wanted.question, settings, as_json=wanted.json)
        if wanted.command == "audit":
            return check_command.run_audit(wanted, settings.index)
        if wanted.command == "check":
            return check_command.run_check(wanted, settings.index)
        if wanted.command == "figures":
            return figures_command.run(wanted, settings.index)
        if wanted.command == "draft":
            return draft_command.run(wanted, settings.index, settings.model)
        if wanted.command == "user":
            return user_command.run(wanted)
        return _window(settings, wanted, environment)
    except (LibraryError, EmbedderError, UsersError) as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("Đã dừng theo yêu cầu.")


def _add(paths: Sequence[Path], settings: WindowSettings) -> int:
    """Indexes files, one line each; REFUSED if any was refused."""
    outcomes = _index(paths, settings)
    return REFUSED if any(outcome.status == "refused" for outcome in outcomes) else OK


def _index(paths: Sequence[Path], settings: WindowSettings) -> list[AddOutcome]:
    from index.build import add_paths
    from screens.terminal import ProgressBars

    bars = ProgressBars()
    try:
        return add_paths(paths, settings.index, embedder=settings.embedder, on_event=bars)
    finally:
        bars.close()


def _ask(question: str, settings: WindowSettings, *, as_json: bool) -> int:
    """Answers one question; a refusal is an answer and exits with OK."""
    from index.library import Library

    library = Library.open(settings.index)
    try:
        if not library.reports():
            return fail(
                f"Kho “{settings.index}” chưa có báo cáo nào. "
                "Hãy nạp trước: python app.py add TỆP… --index THƯ_MỤC"
            )
        from answer.answer_json import as_json as json_of
        from answer.ask import Asker
        from answer.model.ask import with_model
        from screens.terminal import answer_lines

        asker = with_model(Asker(library), settings.model)
        if settings.model is not None and sys.stderr.isatty():
            print(f"Có mô hình ngôn ngữ: chờ tối đa {settings.model.seconds:.0f} giây…",
                  file=sys.stderr)  # fmt: skip
        answer = asker.ask(question)
        print(json.dumps(json_of(answer), ensure_ascii=False) if as_json else answer_lines(answer))
    finally:
        library.close()
    return OK


def _window(
    settings: WindowSettings, wanted: argparse.Namespace, environment: Mapping[str, str]
) -> int:
    """Opens the window; a fresh clone first indexes its sample reports."""
    if wanted.no_login:
        settings = replace(settings, users=None)
    elif _needs_users(settings):
        return fail(NO_USERS)
    from index.database import DATABASE
    from screens.desk import Desk
    from screens.server import PortTaken, listen, serve

    try:
        listener = listen(settings)
    except PortTaken as error:
        return fail(str(error))
    with listener:
        if not (settings.index / DATABASE).is_file():
            print("Chưa có kho báo cáo; đang nạp các báo cáo mẫu…")
            _index(_samples(), settings)
        address = f"http://{_in_url(settings.host)}:{settings.port}"
        print(f"Cửa sổ Minh Chứng: {address}  (bấm Ctrl+C để đóng)", flush=True)
        if not wanted.no_browser and _has_screen(environment):
            threading.Timer(1.5, webbrowser.open, [address]).start()
        serve(Desk(settings), listener)
    return OK


def _needs_users(settings: WindowSettings) -> bool:
    """Whether a login is wanted, or due beyond this machine, and there is no account yet."""
    if settings.users is None:
        return settings.host not in LOCAL_HOSTS
    return not UsersFile(settings.users).users()


def _evaluate(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """``python -m eval.run`` in a process of its own: the two never import each other."""
    path = os.pathsep.join(filter(None, [str(ROOT), environment.get("PYTHONPATH", "")]))
    command = [sys.executable, "-m", "eval.run", *words]
    return subprocess.call(command, env={**environment, "PYTHONPATH": path})


def _parser(environment: Mapping[str, str]) -> Parser:
    """The command line; defaults come from the environment."""
    top = Parser(prog="python app.py", description=DESCRIPTION)
    _shared_options(top, environment)
    model_options.add_options(top, environment)
    _window_options(top, environment)
    commands = top.add_subparsers(dest="command", metavar="LỆNH", title="Lệnh")
    add = commands.add_parser("add", help="nạp báo cáo vào kho")
    add.add_argument("paths", nargs="+", type=Path, metavar="TỆP",
                     help="tệp PDF, DOCX, TXT, MD, hoặc thư mục chứa chúng")  # fmt: skip
    ask = commands.add_parser("ask", help="hỏi một câu")
    ask.add_argument("question", metavar="CÂU_HỎI", help="câu hỏi, đặt trong dấu nháy")
    ask.add_argument("--json", action="store_true", help="in câu trả lời dạng JSON")
    audit = commands.add_parser("audit", help="soi báo cáo với chính nó và với báo cáo khác")
    check_command.add_audit_options(audit)
    check = commands.add_parser("check", help="soi một dự thảo với các báo cáo đã nạp")
    check_command.add_check_options(check)
    figures = commands.add_parser("figures", help="lọc số liệu, khen thưởng; xuất Excel")
    figures_command.add_options(figures)
    draft = commands.add_parser("draft", help="soạn bản nháp năm sau từ báo cáo năm trước")
    draft_command.add_options(draft)
    user = commands.add_parser("user", help="thêm, đổi, xóa người dùng của cửa sổ")
    user_command.add_options(user)
    commands.add_parser("eval", help="đo chất lượng (xem: python app.py eval --help)")
    for command in (add, ask, audit, check, figures, draft, user):
        _shared_options(command, environment, again=True)
    for command in (ask, draft):
        model_options.add_options(command, environment, again=True)
    return top


def _shared_options(parser: Parser, environment: Mapping[str, str], *, again: bool = False) -> None:
    """--index, --embedder, --users before or after the command; ``again`` leaves the first."""
    for name, metavar, default, text in (
        ("index", "THƯ_MỤC", DEFAULT_INDEX, "thư mục giữ kho báo cáo (mặc định: %(default)s)"),
        ("embedder", "TÊN", "", "mô hình sentence-transformers thay cho mô hình kèm sẵn"),
        ("users", "TỆP", "", "tệp người dùng; có thì cửa sổ đòi đăng nhập"),
    ):
        variable = f"MINH_CHUNG_{name.upper()}"
        value = environment.get(variable, default)
        text = text.replace("%(default)s", value)
        parser.add_argument(
            f"--{name}",
            default=argparse.SUPPRESS if again else value,
            metavar=metavar,
            help=f"{text}; biến {variable}",
        )


def _window_options(parser: Parser, environment: Mapping[str, str]) -> None:
    parser.add_argument("--host", default=environment.get("MINH_CHUNG_HOST", "127.0.0.1"),
                        metavar="ĐỊA_CHỈ",
                        help="địa chỉ cửa sổ (mặc định: chỉ máy này)")  # fmt: skip
    parser.add_argument("--port", type=int, default=environment.get("MINH_CHUNG_PORT", "7860"),
                        metavar="CỔNG", help="cổng của cửa sổ (mặc định: 7860)")  # fmt: skip
    parser.add_argument("--no-browser", action="store_true", help="không tự mở trình duyệt")
    parser.add_argument("--no-login", action="store_true",
                        help="không đòi đăng nhập, kể cả khi mở ra ngoài máy này")  # fmt: skip


def _settings(wanted: argparse.Namespace, environment: Mapping[str, str]) -> WindowSettings:
    names = environment.get("MINH_CHUNG_NAMES", "").replace(",", " ").split()
    return WindowSettings(
        index=Path(wanted.index),
        embedder=_embedder(wanted.embedder),
        host=wanted.host,
        port=wanted.port,
        names=tuple(names),
        users=Path(wanted.users) if wanted.users else None,
        model=model_options.settings_of(wanted, environment),
    )


def _embedder(name: str) -> EmbedderChoice | None:
    if not name:
        return None
    from index.embed import choice_of

    return choice_of(name)


def _samples() -> list[Path]:
    """The sample reports; what they are made from lies beside them."""
    return sorted(path for path in SAMPLES.glob("*") if path.suffix in {".docx", ".pdf"})


def _in_url(host: str) -> str:
    if host in {"0.0.0.0", "::"}:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _has_screen(environment: Mapping[str, str]) -> bool:
    """Whether a browser has somewhere to open; a text browser would take over the terminal."""
    return sys.platform in {"win32", "darwin"} or bool(
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )


def _speak_utf8() -> None:
    """Vietnamese on terminals and pipes whose default is another encoding (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
