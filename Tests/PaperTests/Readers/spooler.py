"""A private CUPS on loopback before a printer that writes down every byte it gets.

spooler.py FOLDER [QUEUE=URI ...]: says `ready PORT` once the queues stand: those named, and `struk`
(takes jobs), `kantor` (with a driver), `macet` (stopped), `kosong` (its backend finds no paper and keeps trying). Each job's
bytes become FOLDER/job-1, job-2 ... Ends when its input does.
"""

import glob
import os
import socket
import subprocess
import sys
import threading
import time

FOLDER = os.path.abspath(sys.argv[1])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def record(listener):
    number = 0
    while True:
        connection, _ = listener.accept()
        number += 1
        draft = f"{FOLDER}/draft-{number}"
        with open(draft, "wb") as job:
            while data := connection.recv(65536):
                job.write(data)
        connection.close()
        os.rename(draft, f"{FOLDER}/job-{number}")


NO_PAPER = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct kosong "Unknown" "kosong"'; exit 0; }
echo 'STATE: +media-empty-error' >&2
while [ -d /proc/$PPID ]; do sleep 1; done
"""


def backends():
    """The system's own, and one whose printer has no paper."""
    for path in glob.glob("/usr/lib/cups/*"):
        if os.path.basename(path) != "backend":
            os.symlink(path, f"{FOLDER}/bin/{os.path.basename(path)}")
    os.mkdir(f"{FOLDER}/bin/backend")
    os.symlink("/usr/lib/cups/backend/socket", f"{FOLDER}/bin/backend/socket")
    with open(f"{FOLDER}/bin/backend/kosong", "w") as backend:
        backend.write(NO_PAPER)
    os.chmod(f"{FOLDER}/bin/backend/kosong", 0o755)


def settings(port):
    for name in ("spool", "cache", "state", "log", "etc", "tmp"):
        os.makedirs(f"{FOLDER}/{name}", exist_ok=True)
        os.chmod(f"{FOLDER}/{name}", 0o1777)
    with open(f"{FOLDER}/cupsd.conf", "w") as conf:
        conf.write(
            f"Listen 127.0.0.1:{port}\nBrowsing Off\nWebInterface No\nMaxLogSize 0\n"
            "DefaultAuthType None\n<Location />\nOrder allow,deny\nAllow from 127.0.0.1\n"
            "</Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n")
    with open(f"{FOLDER}/cups-files.conf", "w") as conf:
        conf.write(
            f"ServerBin {FOLDER}/bin\nServerRoot {FOLDER}/etc\nRequestRoot {FOLDER}/spool\nCacheDir {FOLDER}/cache\n"
            f"StateDir {FOLDER}/state\nTempDir {FOLDER}/tmp\nErrorLog {FOLDER}/log/error\n"
            f"AccessLog {FOLDER}/log/access\nPageLog {FOLDER}/log/page\nFileDevice No\n"
            "SystemGroup root\n")


def main():
    os.chmod(FOLDER, 0o755)
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=record, args=(listener,), daemon=True).start()
    port = free_port()
    settings(port)
    os.mkdir(f"{FOLDER}/bin")
    backends()
    cupsd = subprocess.Popen(
        ["/usr/sbin/cupsd", "-f", "-c", f"{FOLDER}/cupsd.conf", "-s", f"{FOLDER}/cups-files.conf"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    env = dict(os.environ, CUPS_SERVER=f"127.0.0.1:{port}", LC_ALL="C")
    try:
        deadline = time.monotonic() + 20
        while subprocess.run(["lpstat", "-r"], env=env, capture_output=True).stdout.find(
                b"is running") < 0:
            if time.monotonic() > deadline:
                sys.exit("cupsd does not start")
            time.sleep(0.1)
        device = f"socket://127.0.0.1:{listener.getsockname()[1]}"
        queues = [("struk", device), ("macet", device), ("kosong", "kosong:/x")]
        for queue, uri in queues + [word.split("=", 1) for word in sys.argv[2:]]:
            subprocess.run(
                ["lpadmin", "-p", queue, "-E", "-v", uri, "-m", "raw"], env=env, check=True,
                capture_output=True)
        subprocess.run(
            ["lpadmin", "-p", "kantor", "-E", "-v", device, "-m", "drv:///sample.drv/generic.ppd"],
            env=env, check=True, capture_output=True)
        subprocess.run(["cupsdisable", "macet"], env=env, check=True, capture_output=True)
        sys.stdout.write(f"ready {port}\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        # Not asked nicely: a test's signal mask comes down to it, and SIGTERM may be blocked.
        cupsd.kill()
        cupsd.wait()


main()
