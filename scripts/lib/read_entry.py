#!/usr/bin/python3
"""Opens one sealed entry without a line of Loket: a second, independent reader of the format.

Checks the entry's place in the hash chain and the booth's Ed25519 signature, opens the shift key's
HPKE wrap with a recipient's private key, then the body, and prints everything as JSON.

  read_entry.py --json < FIELDS                a JSON object of hexadecimal fields: header, tag,
                                               payload, hash, signature, previous, opening (the
                                               payload of the shift's first entry),
                                               boothPublicKey, officePrivateKey
  read_entry.py --self-test                    opens the message of RFC 9180, appendix A.2.1
  read_entry.py --queue FILE --shift N --entry N --key FILE [--booth-key HEX]
                                               from a booth's queue; FILE holds the private key as
                                               32 bytes or 64 hexadecimal digits. Without the
                                               booth's public key the signature is not checked.

Needs Debian's python3-cryptography (38 knows no HPKE: RFC 9180 is written out below).
Exit 0: all is as it should be. 1: something is not, and stderr says what. 64: wrong usage.
"""

import argparse
import hashlib
import hmac
import json
import sqlite3
import struct
import sys

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Refused(Exception):
    """The bytes are not what they claim to be."""


# -- HKDF (RFC 5869) and HPKE (RFC 9180): base mode, X25519, HKDF-SHA256, ChaCha20-Poly1305 -------


def extract(salt, material):
    return hmac.new(salt or bytes(32), material, hashlib.sha256).digest()


def expand(key, info, count):
    blocks, block = b"", b""
    for number in range(1, -(-count // 32) + 1):
        block = hmac.new(key, block + info + bytes([number]), hashlib.sha256).digest()
        blocks += block
    return blocks[:count]


class Labeled:
    """LabeledExtract and LabeledExpand of RFC 9180, section 4."""

    def __init__(self, suite):
        self.prefix = b"HPKE-v1" + suite

    def extract(self, salt, label, material):
        return extract(salt, self.prefix + label + material)

    def expand(self, key, label, info, count):
        return expand(key, struct.pack(">H", count) + self.prefix + label + info, count)


def public_bytes(private):
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def hpke_open(private_bytes, encapsulated, info, sealed, bound=b""):
    private = X25519PrivateKey.from_private_bytes(private_bytes)
    kem = Labeled(b"KEM" + struct.pack(">H", 0x0020))
    shared = private.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    secret = kem.expand(
        kem.extract(b"", b"eae_prk", shared), b"shared_secret",
        encapsulated + public_bytes(private), 32)
    suite = Labeled(b"HPKE" + struct.pack(">HHH", 0x0020, 0x0001, 0x0003))
    context = (
        b"\x00" + suite.extract(b"", b"psk_id_hash", b"") + suite.extract(b"", b"info_hash", info))
    secret = suite.extract(secret, b"secret", b"")
    key = suite.expand(secret, b"key", context, 32)
    nonce = suite.expand(secret, b"base_nonce", context, 12)
    return ChaCha20Poly1305(key).decrypt(nonce, sealed, bound)


def self_test():
    """The first message of RFC 9180, appendix A.2.1."""
    opened = hpke_open(
        bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"),
        bytes.fromhex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"),
        b"Ode on a Grecian Urn",
        bytes.fromhex(
            "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1"
            "b51a28"),
        b"Count-0")
    if opened != b"Beauty is truth, truth beauty":
        raise Refused("the message of RFC 9180 does not open")


# -- the fixed format ------------------------------------------------------------------------------

MODES = ["training", "live"]
KINDS = {1: "opening", 2: "visit", 3: "void", 4: "closing", 5: "recovery"}
GATES = ["closed", "overridden", "exempt", "notYetDue", "exemptService", "open"]
STANDINGS = ["activated", "reactivated", "alreadyActive", "notActive", "notYetDue"]
STATES = ["active", "activated", "reactivated", "notActive"]
EVIDENCE = ["seenOnPhone", "operatorConsole"]
REASONS = [
    "declined", "noPhone", "phoneUnsupported", "storageFull", "noData", "emailLost", "cameraBroken",
    "faceMismatch", "otherDevice", "pinForgotten", "notRecorded", "dataNotSynced",
    "duplicateRecord", "serverDown"]
OUTCOMES = ["served", "deferred", "refused"]
DEFERRALS = [
    "ikdNotActive", "documentsIncomplete", "blanksOut", "serverDown", "atOffice", "quota"]
SEGMENTS = ["public", "civilServant", "student"]
SEXES = ["L", "P"]
COUNTERS = [
    "formsHandedOut", "absent", "rosterListed", "rosterCame", "rosterRecorded", "rosterActivated",
    "rosterAlreadyActive", "rosterUnder16", "rosterAbsent", "rosterUnlisted"]
DEEDS = [
    "exported", "printed", "printedAgain", "slipPrintedAgain", "flushed", "carried", "accepted",
    "backedUp"]
WARNINGS = [
    "nikRegionUnknown", "nikRegionRetired", "nikDateDiffers", "nikDateNotOnCalendar",
    "nikSexDiffers", "nikSeenThisShift", "nameHasDigits", "birthDateVeryOld",
    "kelurahanNamedLikeKecamatan", "emailDomainUnusual", "ikdActiveUnderAge", "ikdAlreadyActive"]


class Reader:
    """Big-endian numbers, texts and blobs with their length before them."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def raw(self, count):
        if self.place + count > len(self.data):
            raise Refused("cut short")
        self.place += count
        return self.data[self.place - count:self.place]

    def number(self, form):
        return struct.unpack(">" + form, self.raw(struct.calcsize(">" + form)))[0]

    def flag(self):
        value = self.number("B")
        if value > 1:
            raise Refused("a flag that is neither 0 nor 1")
        return value == 1

    def code(self, values):
        """1 for the first of the values, 0 for none."""
        place = self.number("B")
        if place > len(values):
            raise Refused("a number that the format does not know")
        return values[place - 1] if place else None

    def short(self):
        return self.raw(self.number("B")).decode("utf-8")

    def blob(self):
        return self.raw(self.number("I"))

    def long(self):
        return self.blob().decode("utf-8")

    def version(self, form, *known):
        version = self.number(form)
        if version not in known:
            raise Refused("unknown version %d" % version)
        return version

    def finish(self):
        if self.place != len(self.data):
            raise Refused("trailing bytes")


def read_header(data):
    reader = Reader(data)
    if reader.raw(4) != b"LOKT":
        raise Refused("not an entry")
    reader.version("H", 1)
    header = {"kind": KINDS[reader.number("B")], "mode": reader.code(MODES)}
    header["booth"], header["shift"] = reader.raw(16), reader.raw(16)
    header["sequence"] = reader.number("Q")
    header["supersedes"] = reader.number("Q") or None
    visit = reader.raw(16)
    header["visit"] = None if visit == bytes(16) else visit
    header["staff"], header["writtenMinute"] = reader.short(), reader.number("q")
    if reader.flag():
        header["facts"] = read_facts(reader)
    reader.finish()
    return header


def read_facts(reader):
    facts = {
        "ticket": reader.number("I"), "minute": reader.number("q"), "gate": reader.code(GATES),
        "ikd": reader.code(STANDINGS), "ikdReason": reader.code(REASONS),
        "resident": reader.flag(), "segment": reader.code(SEGMENTS),
        "institution": reader.short() or None}
    facts["lines"] = [
        {"code": reader.short(), "gate": reader.code(GATES), "outcome": reader.code(OUTCOMES),
         "deferral": reader.code(DEFERRALS)}
        for _ in range(reader.number("B"))]
    return facts


def read_opening(data):
    reader = Reader(data)
    reader.version("B", 1)
    opening = {
        "number": reader.number("I"), "boothCode": reader.short(), "servicePoint": reader.short(),
        "openedAt": reader.number("q"), "recordingSets": reader.number("H"),
        "ikdTables": reader.number("H"), "assignment": reader.raw(32),
        "previousHead": reader.raw(32)}
    opening["wraps"] = [
        {"recipient": reader.raw(8), "encapsulated": reader.blob(), "sealed": reader.blob()}
        for _ in range(reader.number("B"))]
    reader.finish()
    return opening


def read_closing(data):
    reader = Reader(data)
    version = reader.version("B", 1, 2)
    closing = {"closedAt": reader.number("q"), "counters": {}}
    for _ in range(reader.number("B")):
        name = reader.code(COUNTERS)
        closing["counters"][name] = reader.number("I")
    closing["draftsDropped"], closing["tally"] = reader.number("I"), reader.long()
    if version > 1:
        closing["deeds"] = read_deeds(reader)
    reader.finish()
    return closing


def read_deeds(reader):
    """What was done beside the entries: where their chain stood before and after, the oldest added
    up, the others one by one."""
    before = {"number": reader.number("Q"), "hash": reader.raw(32)}
    older = {}
    for _ in range(reader.number("B")):
        kind = reader.code(DEEDS)
        older[kind] = reader.number("I")
    chain = reader.raw(32) if older else before["hash"]
    listed = []
    for _ in range(reader.number("H")):
        start = reader.place
        listed.append({
            "kind": reader.code(DEEDS), "at": reader.number("q"), "staff": reader.short() or None,
            "shift": reader.number("I") or None, "ticket": reader.number("I") or None,
            "count": reader.number("I")})
        chain = hashlib.sha256(b"\x02" + chain + reader.data[start:reader.place]).digest()
    after = {"number": reader.number("Q"), "hash": reader.raw(32)}
    count = before["number"] + sum(older.values()) + len(listed)
    return {"before": before, "older": older, "listed": listed, "after": after,
            "whole": chain == after["hash"] and count == after["number"]}


def read_visit(data):
    reader = Reader(data)
    version = reader.version("B", 1, 2)
    visit = {
        "nik": reader.short() or None, "name": reader.long(), "birthDate": reader.short(),
        "sex": reader.code(SEXES), "married": reader.flag(), "residence": reader.short(),
        "segment": reader.code(SEGMENTS), "institution": reader.short() or None,
        "recorded": reader.flag()}
    visit["ikd"] = {
        "state": reader.code(STATES), "evidence": reader.code(EVIDENCE),
        "reason": reader.code(REASONS)}
    visit["services"] = [
        {"code": reader.short(), "deferral": reader.code(DEFERRALS)}
        for _ in range(reader.number("B"))]
    visit["exemption"] = reader.short() or None
    by, reason = reader.short(), reader.long()
    visit["override"] = {"by": by, "reason": reason} if by else None
    visit["phone"], visit["email"] = reader.short() or None, reader.long() or None
    visit["capturedAt"] = reader.number("q") or None
    visit["confirmed"] = [reader.code(WARNINGS) for _ in range(reader.number("B"))]
    if version > 1:
        follows = reader.raw(16)
        visit["follows"] = None if follows == bytes(16) else follows
        visit["amendmentReason"] = reader.long() or None
    reader.finish()
    return visit


# -- checking and opening an entry -----------------------------------------------------------------


def sha(data):
    return hashlib.sha256(data).digest()


def check_chain(entry):
    expected = sha(
        b"\x01" + entry["previous"] + sha(entry["header"]) + bytes([len(entry["tag"])])
        + entry["tag"] + sha(entry["payload"]))
    if expected != entry["hash"]:
        raise Refused("not the entry that stood here in the chain")


def check_signature(entry, header, booth_key):
    signed = (
        b"loket entry v1" + header["booth"] + header["shift"]
        + struct.pack(">Q", header["sequence"]) + entry["hash"])
    try:
        Ed25519PublicKey.from_public_bytes(booth_key).verify(entry["signature"], signed)
    except InvalidSignature:
        raise Refused("not signed by this booth") from None


def open_wrap(header, opening, private_key):
    private = X25519PrivateKey.from_private_bytes(private_key)
    recipient = sha(public_bytes(private))[:8]
    for wrap in opening["wraps"]:
        if wrap["recipient"] == recipient:
            info = (
                b"loket shift key v1" + header["booth"] + header["shift"] + recipient
                + opening["assignment"])
            return hpke_open(private_key, wrap["encapsulated"], info, wrap["sealed"])
    raise Refused("the shift key is not wrapped for this private key")


def derive(root, shift, purpose):
    return expand(extract(shift, root), purpose, 32)


def open_body(entry, header, root):
    bound = entry["header"] + entry["tag"] + entry["previous"]
    key = derive(root, header["shift"], b"rec")
    padded = ChaCha20Poly1305(key).decrypt(entry["payload"][:12], entry["payload"][12:], bound)
    reader = Reader(padded)
    plain = reader.blob()
    if len(padded) % 512 or any(padded[reader.place:]):
        raise Refused("padding that is none")
    return plain


def check_tag(entry, header, visit, root):
    nik = visit["nik"]
    key = derive(root, header["shift"], b"nik-dup")
    expected = hmac.new(key, nik.encode(), hashlib.sha256).digest()[:16] if nik else b""
    if entry["tag"] != expected:
        raise Refused("the duplicate tag is not that of the NIK")


def read(entry):
    """Everything that an entry says, once every check has passed."""
    header = read_header(entry["header"])
    check_chain(entry)
    if entry["boothPublicKey"]:
        check_signature(entry, header, entry["boothPublicKey"])
    said = {"header": header, "signatureChecked": bool(entry["boothPublicKey"])}
    if header["kind"] == "opening":
        said["opening"] = read_opening(entry["payload"])
    elif header["kind"] in ("closing", "recovery"):
        said["closing"] = read_closing(entry["payload"])
    else:
        root = open_wrap(header, read_opening(entry["opening"]), entry["officePrivateKey"])
        plain = open_body(entry, header, root)
        if header["kind"] == "visit":
            said["visit"] = read_visit(plain)
            check_tag(entry, header, said["visit"], root)
        else:
            reader = Reader(plain)
            said["void"] = {"reason": reader.long()}
            reader.finish()
    return said


# -- where entries come from -----------------------------------------------------------------------

FIELDS = [
    "header", "tag", "payload", "hash", "signature", "previous", "opening", "boothPublicKey",
    "officePrivateKey"]


def from_json(text):
    given = json.loads(text)
    return {field: bytes.fromhex(given[field]) for field in FIELDS}


def private_key(path):
    with open(path, "rb") as file:
        data = file.read()
    return data if len(data) == 32 else bytes.fromhex(data.decode("ascii").strip())


def from_queue(options):
    """The entry, the hash before it, and the opening of its shift."""
    queue = sqlite3.connect("file:%s?mode=ro" % options.queue, uri=True)
    shift = queue.execute(
        "SELECT chain_start FROM shift WHERE number = ?", (options.shift,)).fetchone()
    query = (
        "SELECT header, tag, payload, hash, signature FROM entry WHERE shift = ? AND sequence = ?")
    rows = {
        sequence: queue.execute(query, (options.shift, sequence)).fetchone()
        for sequence in (1, options.entry - 1, options.entry)}
    queue.close()
    if shift is None or rows[options.entry] is None or rows[1] is None:
        raise Refused("no such shift or entry")
    entry = dict(zip(FIELDS, [field or b"" for field in rows[options.entry]]))
    if options.entry > 1 and rows[options.entry - 1] is None:
        raise Refused("the entry before is missing")
    entry["opening"] = rows[1][2]
    header = read_header(entry["header"])
    start = sha(
        b"\x00" + header["booth"] + header["shift"]
        + read_opening(entry["opening"])["previousHead"])
    if start != shift[0]:
        raise Refused("the shift's chain does not start where its opening says")
    entry["previous"] = rows[options.entry - 1][3] if options.entry > 1 else start
    entry["boothPublicKey"] = bytes.fromhex(options.booth_key or "")
    entry["officePrivateKey"] = private_key(options.key)
    return entry


def shown(value):
    """Bytes as hexadecimal digits, everything else as it is."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    return [shown(item) for item in value] if isinstance(value, list) else value


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="hexadecimal fields on stdin")
    parser.add_argument("--queue", metavar="FILE")
    parser.add_argument("--shift", type=int, metavar="N")
    parser.add_argument("--entry", type=int, metavar="N")
    parser.add_argument("--key", metavar="FILE", help="the office's or the escrow's private key")
    parser.add_argument("--booth-key", metavar="HEX", help="the booth's public key")
    parser.add_argument("--self-test", action="store_true", help="the vector of RFC 9180")
    options = parser.parse_args()
    if options.json or options.self_test:
        return options
    if None in (options.queue, options.shift, options.entry, options.key):
        parser.print_usage(sys.stderr)
        sys.exit(64)
    return options


def main():
    options = arguments()
    try:
        if options.self_test:
            self_test()
            return
        entry = from_json(sys.stdin.read()) if options.json else from_queue(options)
        print(json.dumps(shown(read(entry)), ensure_ascii=False, indent=2, sort_keys=True))
    except InvalidTag:
        sys.exit("refused: it does not open with this key at this place")
    except (Refused, KeyError, ValueError, OSError, sqlite3.Error) as fault:
        sys.exit("refused: %s" % fault)


if __name__ == "__main__":
    main()
