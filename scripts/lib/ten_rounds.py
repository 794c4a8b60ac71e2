"""A hand at the real kiosk: types as a person does, and times what the program takes of it.

Each round is a booth of its own in training mode at its own pseudo-terminal, and serves the same ten
cases with other invented people in another order. What is counted, a person: questions, keys (the
data among them), seconds of typing, of looking and asking, and of waiting for the program.
"""

import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import threading
import time

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z@]|\x1b.|\r|\x07")
QUESTION = re.compile(r"(: |\? | > )(\S.*)?$")
# Seconds until a person has what the question asks for: looks at the card, asks, waits for a phone.
THINKING = {
    " > ": 2.0, "NIK": 1.5, "Nama": 0.8, "Tanggal": 0.7, "L/P": 0.5, "Sudah/pernah": 1.0,
    "Domisili": 1.8, "Layanan": 2.5, "IKD": 3.0, "Sudah rekam": 1.0, "Aktifkan": 2.0,
    "Mengapa": 2.5, "Pengecualian": 1.5, "HP": 3.0, "E-mail": 3.5, "Simpan?": 2.5,
}
NAMES = ["SITI", "BUDI", "DEWI", "AGUS", "RINI", "TONI", "WATI", "JOKO", "NINA", "HADI"]
PLACES = ["dinoyo", "sumbersari", "merjosari", "tlogomas", "oro oro", "bareng", "kasin", "mojolangu"]


class Screen:
    """What the program shows, and since when it waits at a question."""

    def __init__(self, program, environment):
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.execve(program, [program], environment)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.raw, self.lines = "", []

    def read(self, seconds):
        if not select.select([self.file], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.file, 65536)
        except OSError:
            return False
        self.raw += data.decode("utf-8", "replace")
        return bool(data)

    def question(self):
        """The open question, and when its last byte came."""
        came, deadline = time.monotonic(), time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.read(0.05):
                came = time.monotonic()
                continue
            last = ESCAPE.sub("", self.raw).split("\n")[-1]
            if "\n" in self.raw and QUESTION.search(last):
                return last, came
        raise SystemExit("no question came:\n" + ESCAPE.sub("", self.raw)[-2000:])

    def send(self, text):
        os.write(self.file, text.encode())

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self.file)


class Hand:
    """Five keys a second, digits from a card slower, a scanner at once."""

    def __init__(self, screen, chance, speed):
        self.screen, self.chance, self.speed = screen, chance, speed
        self.rows = []
        self.machine = []

    def pause(self, seconds):
        began = time.monotonic()
        time.sleep(seconds * self.chance.lognormvariate(0, 0.3) / self.speed)
        return time.monotonic() - began

    def type(self, text, scanned):
        seconds = 0.0
        for letter in text:
            self.screen.send(letter)
            seconds += 0 if scanned else self.pause(0.28 if letter.isdigit() else 0.2)
        self.screen.send("\r")
        return seconds

    def serve(self, case, answers, scanned=False):
        """Answers questions by how they begin until the prompt is back; `!` ends it, too."""
        row = {"case": case, "prompts": 0, "keys": 0, "typing": 0.0, "thinking": 0.0,
               "waiting": 0.0, "began": time.monotonic()}
        answers = [list(pair) for pair in answers]
        sent = None
        while True:
            question, came = self.screen.question()
            if sent is not None:
                row["waiting"] += max(0.0, came - sent)
                self.machine.append(max(0.0, came - sent))
            if row["prompts"] and " > " in question:
                break
            label = " > " if " > " in question else question
            place = next((n for n, (key, _) in enumerate(answers) if label.startswith(key)), None)
            if place is None:
                raise SystemExit("%s: nobody knows what to say to %r:\n%s" % (
                    case, question, ESCAPE.sub("", self.screen.raw)[-1500:]))
            _, text = answers.pop(place)
            row["thinking"] += self.pause(next(
                (seconds for key, seconds in THINKING.items() if label.startswith(key)), 1.0))
            self.screen.raw = ""
            row["typing"] += self.type(text, scanned and text.isdigit() and len(text) == 16)
            sent = time.monotonic()
            row["prompts"] += 1
            row["keys"] += len(text) + 1
        row["seconds"] = time.monotonic() - row.pop("began")
        self.rows.append(row)


class Round:
    def __init__(self, program, config, number, speed):
        self.chance = random.Random(number)
        self.folder = tempfile.mkdtemp(prefix="loket-ten-")
        secret = self.folder + "/sandi"
        with open(os.open(secret, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write("kayu-hujan-pasar\n")
        environment = {
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "LOKET_HOME": self.folder + "/loket", "XDG_STATE_HOME": self.folder + "/state",
            "LOKET_CONFIG": config, "LOKET_SANDI_BERKAS": secret}
        self.screen = Screen(program, environment)
        self.hand = Hand(self.screen, self.chance, speed)

    def nik(self, year, female=False):
        day = self.chance.randint(1, 28) + (40 if female else 0)
        return "35730%d%02d%02d%02d%04d" % (
            self.chance.randint(1, 5), day, self.chance.randint(1, 12), year % 100,
            self.chance.randint(9000, 9999))

    def name(self):
        return " ".join(self.chance.sample(NAMES, 2))

    def adult(self, *rest, where=None, service=None, year=1985):
        return [(" > ", self.nik(year)), ("Nama", self.name()), ("Tanggal", ""),
                ("Domisili", where or self.chance.choice(PLACES)),
                ("Layanan", service or self.chance.choice(["cetak", "kk", "cetak kk"]))] + list(rest)

    def run(self):
        screen, hand = self.screen, self.hand
        for answer in ["mog", "sari", "2", "4"]:
            screen.question()
            screen.send(answer + "\r")
            screen.raw = ""
        active = [("IKD", "1"), ("Simpan?", "s")]
        refused = [("IKD", "5"), ("Sudah rekam", ""), ("Aktifkan", "3"), ("Mengapa", "1"),
                   ("Simpan?", "s")]
        hand.serve("routine", self.adult(*active))
        hand.serve("routine, scanned", self.adult(*active), scanned=True)
        hand.serve("activation, until held", self.adult(
            ("IKD", "5"), ("Sudah rekam", ""), ("Aktifkan", "!")))
        hand.serve("outsider, two services", self.adult(*active, where="kab malang", service="cetak kk"))
        declines = self.adult(*refused, service="cetak")
        hand.serve("refusal", declines)
        hand.serve("activation, resumed", [(" > ", "1"), ("Aktifkan", "1"), ("Simpan?", "s")])
        hand.serve("pupil of 16", [
            (" > ", ""), ("NIK", self.nik(2010)), ("Nama", self.name()), ("Tanggal", ""),
            ("Sudah/pernah", ""), ("Domisili", self.chance.choice(PLACES)), ("Layanan", "rekam"),
            ("Simpan?", "s")])
        hand.serve("the refused returns", [
            (" > ", declines[0][1]), ("Benar", "y"), ("IKD", "3"), ("Simpan?", "s")])
        hand.serve("family, first", self.adult(*active, service="kk"))
        for _ in range(2):
            hand.serve("family, each next", [
                (" > ", "k " + self.nik(1990)), ("Nama", self.name()), ("Tanggal", ""),
                ("Domisili", ""), ("Layanan", ""), *active])
        typo = self.adult(*active)
        right = typo[0][1]
        typo[0] = (" > ", right[:9] + right[10:])
        hand.serve("routine, a digit left out", typo + [("NIK", right)])

    def end(self):
        self.screen.end()
        shutil.rmtree(self.folder)


def table(rounds):
    rows = [row for one in rounds for row in one.hand.rows]
    cases = list(dict.fromkeys(row["case"] for row in rows))
    print("| case | prompts | keys, data included | seconds | typing | looking, asking | waiting |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for case in cases:
        same = [row for row in rows if row["case"] == case]
        values = [statistics.median(row[key] for row in same) for key in
                  ["prompts", "keys", "seconds", "typing", "thinking", "waiting"]]
        print("| %s | %d | %d | %.1f | %.1f | %.1f | %.2f |" % (case, *values))
    machine = sorted(seconds for one in rounds for seconds in one.hand.machine)
    people = len(rows) - len(rounds)
    total = sum(row["seconds"] for row in rows)
    print("\n%d visits in %d rounds: %.1f seconds each; of it %.1f typing, %.1f looking and asking, "
          "%.2f waiting for the program." % (
              people, len(rounds), total / people, *(
                  sum(row[key] for row in rows) / people
                  for key in ["typing", "thinking", "waiting"])))
    print("Answer to next question, milliseconds: median %.0f, 99 in 100 %.0f, longest %.0f." % (
        1000 * statistics.median(machine), 1000 * machine[len(machine) * 99 // 100],
        1000 * machine[-1]))


def main():
    program, config, count, speed = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    rounds = [Round(program, config, number, speed) for number in range(1, count + 1)]
    hands = [threading.Thread(target=one.run) for one in rounds]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    table(rounds)
    for one in rounds:
        one.end()


main()
