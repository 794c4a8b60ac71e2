"""Times loket beside its peers, in turn in one run; prints medians, spread and ratios.

Called by scripts/bench: bench.py ROOT BINARIES WORKDIR [part ...]; parts are in PARTS below.
"""

import contextlib
import fcntl
import glob
import json
import os
import platform
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

import bench_centre

ROOT, BINARIES, WORK = sys.argv[1:4]
LOKET = BINARIES + "/loket"
PASSPHRASE = "kayu-hujan-pasar"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "25"))
SAVES = int(os.environ.get("BENCH_SAVES", "2000"))
ENTRIES = int(os.environ.get("BENCH_ENTRIES", "100000"))
BOOTHS = int(os.environ.get("BENCH_BOOTHS", "360"))
DAY = int(os.environ.get("BENCH_DAY", "10000"))


def environment(home):
    return {
        "LOKET_HOME": home,
        "XDG_STATE_HOME": home + "-state",
        "LOKET_SANDI_BERKAS": WORK + "/sandi",
        "PATH": os.environ["PATH"],
        "HOME": WORK,
        "TERM": "xterm",
        "LANG": "C.UTF-8",
    }


def visit(chance):
    day = chance.randint(1, 28)
    month = chance.randint(1, 12)
    year = chance.randint(50, 99)
    nik = f"357305{day:02}{month:02}{year:02}{chance.randint(1, 9999):04}"
    return json.dumps(
        {
            "nik": nik,
            "name": "".join(chance.choice("ABCDEFGHIJKLM") for _ in range(14)),
            "birthDate": f"19{year:02}-{month:02}-{day:02}",
            "residence": "3573051011",
            "ikd": {"state": "active"},
            "services": [{"code": "cetak"}],
        }
    )


def open_shift(home, point="mog"):
    subprocess.run(
        [LOKET, "buka", "--titik", point, "--petugas", "sari"],
        env=environment(home), check=True, stdout=subprocess.DEVNULL,
    )


@contextlib.contextmanager
def in_memory(home):
    """While a queue is only being prepared, nobody waits for the disk; it is measured there."""
    place = tempfile.mkdtemp(prefix="bench-", dir="/dev/shm")
    try:
        shutil.move(home, place + "/home")
        os.symlink(place + "/home", home)
        yield
        os.unlink(home)
        shutil.move(place + "/home", home)
        os.sync()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def fill(home, count, seed=1, more={}):
    text = "\n".join(lines(count, seed)) + "\n"
    with in_memory(home):
        subprocess.run(
            [LOKET, "daftar", "--dari", "-"], env=environment(home) | more, input=text.encode(),
            check=True, stdout=subprocess.DEVNULL,
        )


def until_prompt(arguments, wanted, env):
    """Milliseconds from exec to the prompt on a pty, and the program's peak memory then in kB."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    start = time.perf_counter()
    program = subprocess.Popen(
        arguments, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
    )
    os.close(slave)
    seen = b""
    while wanted not in seen:
        ready, _, _ = select.select([master], [], [], 20)
        if not ready:
            raise SystemExit(f"no prompt from {arguments[0]}: {seen[-200:]!r}")
        seen += os.read(master, 4096)
    elapsed = (time.perf_counter() - start) * 1000
    with open(f"/proc/{program.pid}/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    program.send_signal(signal.SIGKILL)
    program.wait()
    os.close(master)
    return elapsed, peak


def spread(values):
    values = sorted(values)
    return (
        statistics.median(values), values[0], values[int(len(values) * 0.99)], values[-1]
    )


def report(name, values, unit):
    median, low, p99, high = spread(values)
    print(f"{name:<46} median {median:9.2f} {unit}  min {low:8.2f}  p99 {p99:8.2f}  max {high:8.2f}")
    return median


def ratio(name, value):
    RATIOS.append((name, value))
    print(f"  {name}: {value:.2f}")


def peak(arguments, env):
    """Seconds from exec to the end, peak memory in kB, and the output."""
    reading, writing = os.pipe()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.dup2(os.open("/dev/null", os.O_WRONLY), 2)
        os.execve(arguments[0], arguments, env)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        output = pipe.read()
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise SystemExit(f"{arguments}: {status}")
    return time.perf_counter() - start, usage.ru_maxrss, output.decode()


def prompt():
    home = WORK + "/prompt"
    open_shift(home)
    fill(home, 10_000)
    # A closed shift: the prompt is the first question of the next one, with no key to derive.
    subprocess.run(
        [LOKET, "tutup"], env=environment(home), check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
    )
    queue = home + "/antrean.db"
    peers = {
        "loket, queue of 10,000": ([LOKET], b"Titik layanan", environment(home)),
        "sqlite3 -interactive on that file": (
            ["sqlite3", "-interactive", queue], b"sqlite> ", environment(home)),
        "python3 -I": (["python3", "-I"], b">>> ", environment(home)),
        "bash --norc -i": (
            ["bash", "--norc", "-i"], b"# " if os.geteuid() == 0 else b"$ ", environment(home)),
    }
    times = {name: [] for name in peers}
    memory = {name: 0 for name in peers}
    for _ in range(ROUNDS):
        for name, (arguments, wanted, env) in peers.items():
            elapsed, peak = until_prompt(arguments, wanted, env)
            times[name].append(elapsed)
            memory[name] = max(memory[name], peak)
    print(f"\nExec to first prompt, {ROUNDS} rounds in turn")
    medians = {name: report(name, values, "ms") for name, values in times.items()}
    ours = medians["loket, queue of 10,000"]
    for name in list(peers)[1:]:
        ratio(f"prompt: time to {name}", ours / medians[name])
    print("Peak memory at that prompt, kB: " + ", ".join(f"{n} {m}" for n, m in memory.items()))


def answered(program, lines):
    """Milliseconds from each line in to its answer out."""
    times = []
    for line in lines:
        start = time.perf_counter()
        program.stdin.write(line)
        program.stdin.flush()
        if not program.stdout.readline():
            raise SystemExit("the program ended")
        times.append((time.perf_counter() - start) * 1000)
    return times


def save():
    home = WORK + "/save"
    open_shift(home)
    chance = random.Random(2)
    ours = subprocess.Popen(
        [LOKET, "daftar", "--dari", "-"], env=environment(home), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    bare = subprocess.Popen(
        [WORK + "/bare_save", WORK + "/bare.db"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    answered(ours, [(visit(chance) + "\n").encode() for _ in range(20)])
    answered(bare, [b"warm\n"] * 20)
    times = {"loket": [], "bare C SQLite": []}
    # In turn, a hundred at a time, so that the disk's moods meet both.
    for _ in range(SAVES // 100):
        times["loket"] += answered(
            ours, [(visit(chance) + "\n").encode() for _ in range(100)])
        times["bare C SQLite"] += answered(bare, [b"save\n"] * 100)
    for program in (ours, bare):
        program.stdin.close()
        program.wait()
    print(f"\nOne save, line in to answer out, {SAVES} each, TRUNCATE + EXTRA")
    a = report("loket: read, gate, seal, chain, sign, commit", times["loket"], "ms")
    b = report("bare C SQLite: the same bytes, one commit", times["bare C SQLite"], "ms")
    p99 = spread(times["loket"])[2] / spread(times["bare C SQLite"])[2]
    ratio("save: median to bare C SQLite", a / b)
    ratio("save: p99 to bare C SQLite", p99)
    print(f"  loket {1000 / a:.0f} saves a second")


def memory():
    home = WORK + "/memory"
    open_shift(home)
    chance = random.Random(3)
    program = subprocess.Popen(
        [LOKET, "daftar", "--dari", "-"], env=environment(home), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    marks = []
    for count in (1, 500, 500, 1000):
        answered(program, [(visit(chance) + "\n").encode() for _ in range(count)])
        with open(f"/proc/{program.pid}/status") as status:
            marks.append(next(int(l.split()[1]) for l in status if l.startswith("VmRSS")))
    program.stdin.close()
    program.wait()
    print("\nResident memory while registering, kB after 1, 501, 1001, 2001 visits: "
          + ", ".join(map(str, marks)) + " (scrypt's 128 MiB are given back before)")


def tally():
    """`loket rekap` of an open shift of 10 and of 10,000, beside the sqlite3 shell on its row."""
    homes = {10: WORK + "/tally-small", 10_000: WORK + "/tally-large"}
    for count, home in homes.items():
        open_shift(home)
        fill(home, count)
    times = {}
    for _ in range(ROUNDS):
        for count, home in homes.items():
            for name, words in (
                (f"loket rekap, open shift of {count:,}", [LOKET, "rekap", "--format", "json"]),
                (f"sqlite3 on its row, {count:,}",
                 ["/usr/bin/sqlite3", home + "/antrean.db", "SELECT tally FROM shift"]),
            ):
                took = peak(words, environment(home))[0]
                times.setdefault(name, []).append(took * 1000)
    print(f"\nTally of the open shift, exec to exit, {ROUNDS} rounds in turn")
    medians = {name: report(name, values, "ms") for name, values in times.items()}
    ours = [medians[f"loket rekap, open shift of {count:,}"] for count in homes]
    ratio("tally: 10,000 to 10 entries", ours[1] / ours[0])
    ratio("tally: to the sqlite3 shell", ours[1] / medians["sqlite3 on its row, 10,000"])


class Typist:
    """A person at a program on a pty: types, and waits for what should appear."""

    def __init__(self, arguments, env):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.program = subprocess.Popen(
            arguments, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True)
        os.close(slave)
        self.seen = b""

    def until(self, wanted, patience=20):
        """Reads on until this was written; milliseconds since the call."""
        start = time.perf_counter()
        while wanted not in self.seen:
            ready, _, _ = select.select([self.master], [], [], patience)
            if not ready:
                raise SystemExit(f"waited in vain for {wanted!r}: {self.seen[-300:]!r}")
            self.seen += os.read(self.master, 4096)
        self.seen = self.seen.split(wanted, 1)[1]
        return (time.perf_counter() - start) * 1000

    def type(self, text, wanted):
        self.seen = b""
        os.write(self.master, text)
        return self.until(wanted)

    def end(self):
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()
        os.close(self.master)


def keys():
    """A key to its echo, and the last Enter to the ticket, in a shift of 10,000."""
    home = WORK + "/keys"
    open_shift(home)
    fill(home, 10_000)
    kiosk = Typist([LOKET, "--bahasa", "id"], environment(home))
    bare = Typist([WORK + "/bare_prompt"], environment(home))
    kiosk.until(b"mog")
    bare.until(b"Nama: ")
    echo = {"loket, at the name": [], "readline doing nothing": []}
    enter, disk = [], []
    with open(WORK + "/disk", "wb", buffering=0) as file:
        for person in range(20):
            kiosk.type(b"35730541019%05d\r" % (1000 + person), b"Nama: ")
            for letter in b"SITI CONTOH":
                for name, typist in (("loket, at the name", kiosk), ("readline doing nothing", bare)):
                    echo[name].append(typist.type(bytes([letter]), bytes([letter])))
            bare.type(b"\r", b"Nama: ")
            kiosk.type(b"\r", b"lahir")
            kiosk.type(b"\r", b"Domisili")
            kiosk.type(b"dinoyo\r" if person == 0 else b"\r", b"Layanan")
            kiosk.type(b"cetak\r" if person == 0 else b"\r", b"IKD: ")
            kiosk.type(b"1\r", b"betulkan: ")
            enter.append(kiosk.type(b"s\r", b"OK L01-"))
            kiosk.until(b"> ")
            for _ in range(5):
                start = time.perf_counter()
                file.write(b"x" * 4096)
                os.fdatasync(file.fileno())
                disk.append((time.perf_counter() - start) * 1000)
    kiosk.end()
    bare.end()
    print("\nKeys in a shift of 10,000, twenty applicants")
    medians = {name: report(name, values, "ms") for name, values in echo.items()}
    ratio("key to echo: to readline doing nothing",
          medians["loket, at the name"] / medians["readline doing nothing"])
    a = report("Enter on the last question to the ticket", enter, "ms")
    b = report("the disk's own fdatasync of 4 kB", disk, "ms")
    ratio("Enter to ticket: to one fdatasync", a / b)


def sqlite(home, sql, shell=()):
    return subprocess.run(
        ["sqlite3", *shell, home + "/antrean.db", sql], check=True, capture_output=True, text=True,
    ).stdout


def million():
    """A booth's home with 10,000 entries, and another with 1,000,000; each has a shift of 10,000
    open.

    The rest of the million are copies of one closed shift of 10,000, written by the sqlite3 shell as
    99 closed shifts more: read, indexed and stepped over like any other. Their chains do not verify,
    which nothing here asks for; what is measured is the open shift, every entry of which is real.
    """
    if not million.homes:
        if DAY != 10_000:
            print(f"Shifts of {DAY:,} instead of 10,000 (BENCH_DAY): no figures to keep")
        for name, copies in (("10,000", 0), ("1,000,000", 98)):
            home = f"{WORK}/entries-{copies}"
            if copies:
                open_shift(home)
                fill(home, DAY - 2, seed=4)
                subprocess.run(
                    [LOKET, "tutup"], env=environment(home), check=True, stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                clone(home, copies)
            open_shift(home)
            fill(home, DAY - 1, seed=5)
            million.homes[name] = home
    return million.homes


million.homes = {}


def clone(home, copies):
    """So many copies of shift 1 after it, past the triggers, which then stand again."""
    triggers = sqlite(home, "SELECT name FROM sqlite_master WHERE type = 'trigger'").split()
    again = sqlite(
        home, "SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger'")
    drops = "".join(f"DROP TRIGGER {name};" for name in triggers)
    copied = []
    for table, key in (("shift", "number"), ("entry", "shift"), ("duty", "shift"),
                       ("delivery", "shift")):
        names = sqlite(home, f"SELECT name FROM pragma_table_info('{table}')").split()
        values = ["n" if name == key else "randomblob(16)" if (table, name) == ("shift", "id")
                  else name for name in names]
        copied.append(
            f"INSERT INTO {table} ({', '.join(names)}) "
            f"SELECT {', '.join(values)} FROM {table}, number WHERE {key} = 1;")
    sqlite(
        home,
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN;"
        + drops + "CREATE TEMP TABLE number AS WITH RECURSIVE c (n) AS "
        f"(SELECT 2 UNION ALL SELECT n + 1 FROM c WHERE n < {copies + 1}) SELECT n FROM c;"
        + "".join(copied) + again + "COMMIT; PRAGMA journal_mode = TRUNCATE;")


def lookups():
    """What the counter asks of the queue, Enter to answer, beside the sqlite3 shell on a pty."""
    entry = "SELECT hex(header), hex(payload), hex(hash), hex(signature) FROM entry WHERE shift = "
    times = {}
    for size, home in million().items():
        number, tag = sqlite(
            home, "SELECT shift, hex(tag) FROM entry WHERE ticket = 77 ORDER BY shift DESC LIMIT 1"
        ).strip().split("|")
        nik = json.loads(next(iter(lines(77, seed=5))))["nik"].encode()
        kiosk = Typist([LOKET, "--bahasa", "id", "--polos"], environment(home))
        shell = Typist(
            ["sqlite3", "-interactive", home + "/antrean.db"], environment(home))
        kiosk.until(b"> ")
        shell.until(b"sqlite> ")
        for person in range(10):
            kiosk.type(b"35730541019%05d\r" % (1100 + person), b"Nama: ")
            kiosk.type(b"SITI CONTOH\r", b"lahir")
            kiosk.type(b"!\r", b"> ")
        asked = {
            "find by ticket": (
                b"cari 77\r", b"> ", entry + f"{number} AND ticket = 77 AND supersedes IS NULL;"),
            # What the duplicate warning asks, and without a form to leave again.
            "find by NIK": (
                b"cari " + nik + b"\r", b"> ", entry + f"{number} AND tag = x'{tag}';"),
            # Ten sealed drafts on tmpfs; in SQL, ten entries.
            "list of ten holds": (
                b"lanjut\r", b"> ", entry + f"{number} AND ticket BETWEEN 70 AND 79;"),
            "list of what waits to be sent": (
                b"antrean\r", b"> ",
                "SELECT number, last_sequence, in_doubt_upto, acknowledged_upto FROM shift "
                "LEFT JOIN delivery ON shift = number;"),
        }
        for turn in range(ROUNDS * 2):
            for name, (typed, wanted, sql) in asked.items():
                ours = kiosk.type(typed, wanted)
                theirs = shell.type(sql.encode() + b"\r", b"sqlite> ")
                if turn >= 5:
                    times.setdefault(name, {}).setdefault(size, ([], []))[0].append(ours)
                    times[name][size][1].append(theirs)
        kiosk.end()
        shell.end()
    print(f"\nLookups in an open shift of 10,000, {ROUNDS * 2 - 5} rounds in turn")
    for name, sizes in times.items():
        medians = {}
        for size, (ours, theirs) in sizes.items():
            medians[size] = report(f"loket, {name}, {size}", ours, "ms")
            ratio(f"lookup: {name}, {size}, to the sqlite3 shell",
                  medians[size] / report(f"sqlite3, the same, {size}", theirs, "ms"))
        ratio(f"lookup: {name}, 1,000,000 to 10,000", medians["1,000,000"] / medians["10,000"])


def growth():
    """Save, prompt, key to echo and tally with 10,000 and with 1,000,000 entries in the file."""
    times = {}
    chance = random.Random(6)
    saving = {
        size: subprocess.Popen(
            [LOKET, "daftar", "--dari", "-"], env=environment(home), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE)
        for size, home in million().items()
    }
    for program in saving.values():
        answered(program, [(visit(chance) + "\n").encode() for _ in range(20)])
    for _ in range(max(1, SAVES // 200)):
        for size, program in saving.items():
            times.setdefault(("save", size), []).extend(
                answered(program, [(visit(chance) + "\n").encode() for _ in range(100)]))
    for program in saving.values():
        program.stdin.close()
        program.wait()
    question = "SELECT sum(length(header)), count(*) FROM entry WHERE kind = 2"
    for _ in range(ROUNDS):
        for size, home in million().items():
            env = environment(home)
            times.setdefault(("prompt", size), []).append(
                until_prompt([LOKET, "--bahasa", "id", "--polos"], b"> ", env)[0])
            times.setdefault(("prompt of sqlite3", size), []).append(
                until_prompt(["sqlite3", "-interactive", home + "/antrean.db"], b"sqlite> ", env)[0])
            times.setdefault(("tally", size), []).append(
                peak([LOKET, "rekap", "--format", "json"], env)[0] * 1000)
    for size, home in million().items():
        kiosk = Typist([LOKET, "--bahasa", "id", "--polos"], environment(home))
        kiosk.until(b"> ")
        kiosk.type(b"35730541019" + b"01999\r", b"Nama: ")
        for letter in b"SITI CONTOH YANG NAMANYA PANJANG":
            times.setdefault(("key to echo", size), []).append(
                kiosk.type(bytes([letter]), bytes([letter])))
        kiosk.end()
        times.setdefault(("SQL over all headers", size), []).extend(
            peak(["/usr/bin/sqlite3", home + "/antrean.db", question], environment(home))[0] * 1000
            for _ in range(3))
    print("\nWith 10,000 and with 1,000,000 entries in the file, 10,000 of them in the open shift")
    for what in dict.fromkeys(name for name, _ in times):
        medians = [report(f"{what}, {size}", times[what, size], "ms") for size in million()]
        ratio(f"growth: {what}, 1,000,000 to 10,000", medians[1] / medians[0])


def instructions():
    """User instructions of a save and of a tally, by callgrind: the same on any machine."""
    def counted(words, env, text=b""):
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *words],
            env=env | {"LC_ALL": "C.UTF-8"}, input=text, capture_output=True)
        found = re.search(rb"Collected : (\d+)", run.stderr)
        if run.returncode or not found:
            raise SystemExit(f"callgrind: {run.stderr[-400:]}")
        return int(found.group(1))

    home = WORK + "/instructions"
    open_shift(home)
    # Valgrind cannot read what Swift writes for debuggers.
    bare = WORK + "/loket-counted"
    subprocess.run(["strip", "-o", bare, LOKET], check=True)
    counts = {}
    for saves in (20, 220):
        text = ("\n".join(lines(saves, seed=7 + saves)) + "\n").encode()
        counts[saves] = counted([bare, "daftar", "--dari", "-"], environment(home), text)
    tally = counted([bare, "rekap", "--format", "json"], environment(home))
    nothing = counted([bare, "--version"], environment(home))
    print("\nInstructions, by callgrind")
    print(f"{'a save, the mean of 200':<46} {(counts[220] - counts[20]) // 200:,}")
    print(f"{'loket rekap of an open shift, start and all':<46} {tally:,}")
    print(f"{'loket --version, for what starting costs':<46} {nothing:,}")


def lines(count, seed):
    """The visits that `fill` registers by this seed."""
    chance = random.Random(seed)
    return [visit(chance) for _ in range(count)]


def cold():
    """`scripts/run` from a fresh clone to the first question, on a machine with the tools."""
    clone_at = WORK + "/clone"
    subprocess.run(["git", "clone", "-q", ROOT, clone_at], check=True)
    typist = Typist(
        [clone_at + "/scripts/run", "--bahasa", "id"],
        environment(WORK + "/cold") | {"HOME": os.environ.get("HOME", WORK)})
    took = typist.until(b"Titik layanan", patience=900) / 1000
    typist.end()
    shutil.rmtree(clone_at, ignore_errors=True)
    print(f"\nscripts/run from a fresh clone to its first question: {took:.0f} s (a debug build; "
          "the second time it is the prompt's own)")


def size():
    """The stripped binaries, and of which libraries' code their megabytes are, by `nm`."""
    kinds = (
        ("ICU and Foundation", r"icu_|_foundation|Foundation|CFString|_CF|uprv|ucol|unorm"),
        ("SQLite and GRDB", r"GRDB|sqlite3"),
        ("Crypto (BoringSSL)", r"CCrypto|Crypto"),
        ("ArgumentParser", r"ArgumentParser"), ("TOMLKit", r"TOMLKit|toml"),
        ("Swift's standard library", r"^_?\$s[Ss]|swift_|_swift"),
    )
    print("\nSize of the stripped release binaries, bytes")
    for name in ("loket", "pusat"):
        copy = f"{WORK}/{name}-stripped"
        subprocess.run(["strip", "-o", copy, f"{BINARIES}/{name}"], check=True)
        print(f"{name:<46} {os.path.getsize(copy):,}")
        sections = subprocess.run(
            ["size", "-A", copy], check=True, capture_output=True, text=True).stdout
        parts = {w[0]: int(w[1]) for w in map(str.split, sections.splitlines())
                 if len(w) == 3 and w[0].startswith(".")}
        largest = sorted(parts.items(), key=lambda part: -part[1])[:5]
        print("  sections: " + ", ".join(f"{n} {b / 1e6:.1f} MB" for n, b in largest))
        symbols = subprocess.run(
            ["nm", "-S", "--defined-only", f"{BINARIES}/{name}"], check=True,
            capture_output=True, text=True).stdout
        sums = {}
        for line in symbols.splitlines():
            words = line.split()
            if len(words) == 4:
                kind = next((k for k, p in kinds if re.search(p, words[3])), "the rest")
                sums[kind] = sums.get(kind, 0) + int(words[1], 16)
        print("  symbols: " + ", ".join(
            f"{k} {b / 1e6:.1f} MB" for k, b in sorted(sums.items(), key=lambda s: -s[1])))


class Bench:
    """What the parts at the centre need of this file."""

    root, work, loket, pusat, load = ROOT, WORK, LOKET, BINARIES + "/pusat", BINARIES + "/CentreLoad"
    environment, fill = staticmethod(environment), staticmethod(fill)
    report, ratio, peak = staticmethod(report), staticmethod(ratio), staticmethod(peak)
    opened = None

    def centre(self):
        if Bench.opened is None:
            Bench.opened = bench_centre.Centre(self)
        return Bench.opened


def flush():
    bench_centre.flush(Bench(), ENTRIES, 5)


def office():
    if Bench.opened is None:
        bench_centre.flush(Bench(), ENTRIES, 1)
    bench_centre.office(Bench(), ENTRIES, 3)
    bench_centre.hands(Bench(), 4, ENTRIES // 20, 3)


def centre():
    bench_centre.booths(Bench(), BOOTHS, 1_000, 40)


def figures():
    bench_centre.figures(Bench(), 3)


def machine():
    with open("/proc/cpuinfo") as info:
        model = re.search("model name\\s*: (.*)", info.read())
    return (
        f"{os.cpu_count()} cores, {model.group(1) if model else platform.machine()}, "
        f"Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


PARTS = {
    "prompt": prompt, "save": save, "memory": memory, "tally": tally, "keys": keys,
    "lookups": lookups, "growth": growth, "instructions": instructions,
    "flush": flush, "office": office, "figures": figures, "centre": centre, "size": size,
    "cold": cold,
}
RATIOS = []

with open(WORK + "/sandi", "w") as secret:
    secret.write(PASSPHRASE + "\n")
os.chmod(WORK + "/sandi", 0o600)
before = set(glob.glob("/dev/shm/loket-*"))
print(f"scripts/bench on {machine()}")
try:
    began = time.perf_counter()
    spent = []
    for part in sys.argv[4:] or PARTS:
        start = time.perf_counter()
        PARTS[part]()
        spent.append(f"{part} {time.perf_counter() - start:.0f}")
        sys.stdout.flush()
    print(f"\nSeconds a part took: {', '.join(spent)}; all {time.perf_counter() - began:.0f}")
finally:
    if Bench.opened is not None:
        Bench.opened.close()
    for leftover in set(glob.glob("/dev/shm/loket-*")) - before:
        shutil.rmtree(leftover, ignore_errors=True)
print("\nRatios")
for name, value in RATIOS:
    print(f"{name:<46} {value:6.2f}")
