"""The centre's side of scripts/bench: a flush, the examination, many booths at once.

Each beside psql's own \\copy of the same rows into the same table of the same server, in turn.
"""

import concurrent.futures
import json
import os
import shutil
import subprocess
import time

PSQL = "/usr/lib/postgresql/15/bin/psql"


class Centre:
    """A private PostgreSQL with fsync, an office's keys, and one booth enrolled there."""

    def __init__(self, bench):
        self.bench = bench
        self.folder = bench.work + "/centre"
        # The server runs as another user where we are root.
        os.chmod(bench.work, 0o711)
        script = bench.root + "/scripts/centre"
        self.stop = [script, "stop", self.folder]
        self.conninfo = subprocess.run(
            [script, "start", self.folder], check=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        ).stdout.strip()
        self.config = bench.work + "/config"
        shutil.copytree(bench.root + "/config", self.config, dirs_exist_ok=True)
        settings = open(self.config + "/loket.toml").read()
        bare = self.conninfo.replace(" user=pusat", "")
        with open(self.config + "/loket.toml", "w") as file:
            file.write(settings.replace('conninfo = ""', f'conninfo = "{bare}"'))
        self.home = bench.work + "/booth"
        self.env = bench.environment(self.home) | {
            "LOKET_CONFIG": self.config, "PUSAT_HOME": bench.work + "/pusat",
        }
        self.pusat("siapkan", "--escrow", bench.work + "/escrow")
        self.enrol("L07", self.env)

    def enrol(self, code, env):
        file, secret = f"{self.bench.work}/{code}.pasang", self.bench.work + "/sandi"
        self.pusat("loket-baru", code, "--ke", file, "--sandi-pasang", secret)
        self.run([self.bench.loket, "pasang", file, "--sandi-berkas", secret], env, (0,))

    def close(self):
        subprocess.run(self.stop, check=False, stderr=subprocess.DEVNULL)

    def pusat(self, *words, ok=(0,), role={"PGUSER": "pusat"}):
        return self.run(
            [self.bench.pusat, *words, "--sandi-berkas", self.bench.work + "/sandi"],
            self.env | role, ok)

    def loket(self, *words, ok=(0,)):
        return self.run([self.bench.loket, *words], self.env, ok)

    def run(self, words, env, ok):
        start = time.perf_counter()
        run = subprocess.run(words, env=env, capture_output=True, text=True)
        took = time.perf_counter() - start
        if run.returncode not in ok:
            raise SystemExit(f"{words}: {run.returncode} {run.stdout[-300:]} {run.stderr[-300:]}")
        return run.stdout, took

    def psql(self, *sqls):
        words = [PSQL, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.conninfo]
        for sql in sqls:
            words += ["-c", sql]
        return self.run(words, dict(os.environ), (0,))


def flush(bench, count, rounds):
    """`loket kirim` of a whole queue against \\copy of the same rows into a table like the inbox."""
    centre = bench.centre()
    centre.loket("buka", "--titik", "mpp", "--petugas", "sari")
    bench.fill(centre.home, count, 5, centre.env)
    times = {"loket kirim": [], "psql \\copy, text": [], "psql \\copy, binary": []}
    peaks = []
    rows = bench.work + "/rows"
    for turn in range(rounds):
        centre.psql("TRUNCATE loket.inbox, loket.progress, loket.processed", "CHECKPOINT")
        memory = bench.peak([bench.loket, "kirim", "--json"], centre.env)
        peaks.append(memory[1])
        times["loket kirim"].append(memory[0])
        report = json.loads(memory[2])
        if report["acknowledged"] != count + 1 or not report["reconciled"]:
            raise SystemExit(f"not delivered: {report}")
        if turn == 0:
            for form in ("text", "binary"):
                centre.psql(f"\\copy loket.inbox TO '{rows}.{form}' WITH (FORMAT {form})")
            centre.psql("CREATE TABLE public.peer (LIKE loket.inbox INCLUDING ALL)")
        for form in ("text", "binary"):
            centre.psql("TRUNCATE public.peer", "CHECKPOINT")
            times[f"psql \\copy, {form}"].append(
                centre.psql(f"\\copy public.peer FROM '{rows}.{form}' WITH (FORMAT {form})")[1])
    size = int(centre.psql("SELECT avg(octet_length(header) + octet_length(payload) + "
                           "octet_length(tag) + 96)::int FROM loket.inbox")[0])
    print(f"\nFlush of {count:,} entries of {size} bytes, {rounds} rounds in turn, fsync on")
    medians = {name: bench.report(name, values, "s ") for name, values in times.items()}
    ours = medians["loket kirim"]
    for form in ("text", "binary"):
        bench.ratio(f"flush: rate to \\copy {form}", medians[f"psql \\copy, {form}"] / ours)
    print(f"  peak memory of loket kirim {max(peaks):,} kB")


def office(bench, count, rounds):
    """`pusat olah` of the flushed shift against \\copy of the rows that came of it."""
    centre = bench.centre()
    tables = ["shift", "visit", "revision", "service_line"]
    times = {"pusat olah": [], "psql \\copy of its rows": []}
    rows = bench.work + "/registry"
    for turn in range(rounds):
        out, took = centre.pusat("olah", "--json", *([] if turn == 0 else ["--ulang"]))
        times["pusat olah"].append(took)
        if json.loads(out)["shifts"] != 1 or json.loads(out)["setAside"]:
            raise SystemExit(f"not processed: {out}")
        if turn == 0:
            for table in tables:
                centre.psql(f"\\copy loket.{table} TO '{rows}.{table}'")
                centre.psql(f"CREATE TABLE public.peer_{table} (LIKE loket.{table} INCLUDING ALL)")
        took = 0
        for table in tables:
            centre.psql(f"TRUNCATE public.peer_{table}")
            took += centre.psql(f"\\copy public.peer_{table} FROM '{rows}.{table}'")[1]
        times["psql \\copy of its rows"].append(took)
    print(f"\nExamination of one shift of {count:,} visits, {rounds} rounds in turn")
    medians = {name: bench.report(name, values, "s ") for name, values in times.items()}
    bench.ratio(
        "olah: rate to \\copy of the opened rows",
        medians["psql \\copy of its rows"] / medians["pusat olah"])


def hands(bench, booths, each, rounds):
    """`pusat olah` of several booths' shifts by one hand and by as many as the machine has cores."""
    centre = bench.centre()
    centre.psql("TRUNCATE loket.inbox, loket.progress, loket.processed, loket.shift CASCADE")
    homes = [centre.env | bench.environment(f"{bench.work}/booth-{n}") for n in range(booths)]
    for number, env in enumerate(homes):
        centre.enrol(f"L{number + 21}", env)
        centre.run([bench.loket, "buka", "--titik", "mpp", "--petugas", "sari"], env, (0,))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(
            lambda number: bench.fill(
                homes[number]["LOKET_HOME"], each, number, homes[number]), range(booths)))
    for env in homes:
        centre.run([bench.loket, "kirim"], env, (0,))
    counts = [1, min(max(os.cpu_count(), 2), 64)]
    times = {f"pusat olah --serentak {count}": [] for count in counts}
    centre.pusat("olah")
    for _ in range(rounds):
        for count, name in zip(counts, times):
            out, took = centre.pusat("olah", "--ulang", "--serentak", str(count), "--json")
            if json.loads(out)["shifts"] != booths:
                raise SystemExit(f"not processed: {out}")
            times[name].append(took)
    print(f"\nExamination of {booths} shifts of {each:,} visits, {rounds} rounds in turn")
    one, many = [bench.report(name, values, "s ") for name, values in times.items()]
    bench.ratio(f"olah: rate of {counts[1]} hands to one", one / many)


def figures(bench, rounds):
    """What the head of service asks, over a million visits, against psql counting distinct NIKs.

    As the office's own role, under row-level security; the peer as the superuser, without.
    """
    centre = bench.centre()
    centre.run(
        [PSQL, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", centre.conninfo, "-f",
         bench.root + "/scripts/lib/million-visits.sql"], dict(os.environ), (0,))
    centre.psql("CREATE ROLE kantor LOGIN PASSWORD 'bench' IN ROLE loket_office", "ANALYZE")
    office = {"PGUSER": "kantor", "PGPASSWORD": "bench"}
    peer = "psql count(DISTINCT nik)"
    asked = {"pusat capaian": ["capaian", "--tanggal", "2026-09-30", "--json"],
             "pusat instansi": ["instansi", "--tanggal", "2026-09-30", "--json"],
             "pusat sekolah": ["sekolah", "--tanggal", "2026-09-30", "--json"],
             "pusat tindak-lanjut": ["tindak-lanjut", "--json"],
             "pusat laporan": ["laporan", "--dari", "2026-01-01", "--sampai", "2026-09-30",
                               "--ke", bench.work + "/laporan.html"]}
    times = {name: [] for name in [*asked, peer]}
    for _ in range(rounds):
        for name, words in asked.items():
            out, took = centre.pusat(*words, role=office)
            times[name].append(took)
            if name == "pusat tindak-lanjut":
                waiting = len(json.loads(out)["waiting"])
        times[peer].append(centre.psql("SELECT count(DISTINCT nik) FROM loket.visit")[1])
    print(f"\nFigures over 1,000,000 visits, {waiting:,} services waiting, {rounds} rounds in turn")
    medians = {name: bench.report(name, values, "s ") for name, values in times.items()}
    bench.ratio("capaian: time to count(DISTINCT nik)", medians["pusat capaian"] / medians[peer])


def booths(bench, count, each, width):
    """So many booths at once, each with its role and its connection, against one alone."""
    centre = bench.centre()

    def load(number, entries, at_once):
        out, _ = centre.run(
            [bench.load, centre.conninfo, str(number), str(entries), str(at_once)],
            dict(os.environ), (0,))
        return [float(word) for word in out.split()]

    print(f"\n{count} booths of {each:,} entries, {width} at once, beside one booth alone")
    alone, steady, together, slowest = [], [], [], 0.0
    for _ in range(3):
        centre.psql("TRUNCATE loket.inbox, loket.progress", "CHECKPOINT")
        alone += [load(1, each, 1)[1] for _ in range(5)]
        steady.append(load(1, each * 10, 1)[1])
        seconds, rate, worst = load(count, each, width)
        together.append(rate)
        slowest = max(slowest, worst)
    one = bench.report(f"one booth alone, its {each:,} entries, a second", alone, "/s")
    many = bench.report(f"one booth with {each * 10:,}, entries a second", steady, "/s")
    joint = bench.report(f"{count} booths together, entries a second", together, "/s")
    bench.ratio("centre: total rate to one booth alone", joint / one)
    bench.ratio("centre: total rate to one connection that goes on", joint / many)
    print(f"  slowest booth {slowest:.2f} s; the last evening took {seconds:.1f} s")
