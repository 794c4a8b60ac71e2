"""Runs a short session of loket on a pty and writes its screen as SVG on standard output."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from xml.sax.saxutils import escape

import pyte

LOKET, WORK = sys.argv[1:3]
ROWS, COLUMNS = 42, 84
# An invented person; what stands before the colon is waited for, what stands after it is typed.
SESSION = [
    ("Titik layanan", "mog"), ("Petugas", "sari"), ("alat rekam", "2"), ("meja IKD", "10"),
    ("Sandi sesi baru", ""), ("L01 >", "3573055708850002"), ("Nama", "DEWI CONTOH"),
    ("Tanggal lahir", ""), ("Domisili", "dinoyo"), ("Layanan", "cetak, kk"), ("IKD:", "3"),
]
LAST = [("Simpan?", "s"), ("L01-001 >", "rekap"), ("Sementara", None)]


class Session:
    def __init__(self):
        environment = {
            "LOKET_HOME": WORK + "/home", "XDG_STATE_HOME": WORK + "/state", "HOME": WORK,
            "TERM": "xterm", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
        }
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.program = subprocess.Popen(
            [LOKET, "--polos"], stdin=slave, stdout=slave, stderr=slave, env=environment,
            start_new_session=True)
        os.close(slave)
        self.screen = pyte.HistoryScreen(COLUMNS, ROWS, history=1000)
        self.stream = pyte.ByteStream(self.screen)
        self.seen = ""

    def expect(self, text):
        while text not in self.seen:
            ready, _, _ = select.select([self.master], [], [], 20)
            if not ready:
                sys.exit(f"{text!r} never came:\n{self.seen[-500:]}")
            data = os.read(self.master, 4096)
            self.stream.feed(data)
            self.seen += data.decode(errors="replace")
        self.seen = self.seen.split(text, 1)[1]

    def type(self, text):
        os.write(self.master, (text + "\r").encode())

    def lines(self):
        history = [
            "".join(row[x].data for x in range(COLUMNS)) for row in self.screen.history.top]
        return [line.rstrip() for line in history + list(self.screen.display)]


def svg(lines):
    height, width, top = 18, 8.43, 44
    total = top + height * len(lines) + 14
    wide = int(COLUMNS * width + 36)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {total}" role="img"'
        ' aria-labelledby="t">',
        "<title id=\"t\">" + escape("; ".join(line for line in lines if line)) + "</title>",
        f'<rect width="{wide}" height="{total}" rx="10" fill="#fbfaf7" stroke="#c9c4b8"/>',
        f'<path d="M0 30H{wide}" stroke="#c9c4b8"/>',
        f'<text x="{wide / 2}" y="20" text-anchor="middle" fill="#6b665c"'
        ' font-family="sans-serif" font-size="12">loket</text>',
        '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14"'
        ' fill="#23211d" xml:space="preserve">',
    ]
    for number, line in enumerate(lines):
        if not line:
            continue
        bold = ' font-weight="bold" fill="#0b5d3b"' if line.startswith("OK ") else ""
        out.append(
            f'<text x="18" y="{top + 8 + number * height}"{bold}>{escape(line)}</text>')
    return "\n".join(out + ["</g>", "</svg>"])


def cut(lines, first, last):
    """The lines from the one that begins with `first` to the next that begins with `last`."""
    begin = next(n for n, line in enumerate(lines) if line.startswith(first))
    end = next(n for n, line in enumerate(lines) if n >= begin and line.startswith(last))
    return lines[begin:end + 1]


session = Session()
for wanted, typed in SESSION + LAST:
    session.expect(wanted)
    if typed is not None:
        session.type(typed)
lines = session.lines()
# Closes the invented shift, so that nothing of it stays in volatile memory.
session.type("tutup")
for _ in range(2):
    session.expect("[0]: ")
    session.type("")
session.expect("(y/t)")
session.type("y")
session.expect("dimusnahkan")
session.type("keluar")
session.program.wait(20)
print(svg(
    cut(lines, "Loket L01", "Titik layanan") + ["⋮"]
    + cut(lines, "Sesi 1 terbuka", "LATIHAN mog · L01-001 > rekap") + ["⋮"]
    + cut(lines, "Layanan  ", "Layanan (baris)")))
