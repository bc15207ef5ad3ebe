"""A second verifier of exports, written from docs/integrity.md alone.

It knows JSON Lines, takes nothing but the standard library, and ends as
`audit-log verify` does: 0 sound, 1 broken, 2 could not check.

    python3 verify.py <folder>… <file with verifier keys>
"""

import base64
import functools
import gzip
import hashlib
import json
import os
import re
import sys

GROUPS = ["actor", "client", "target", "request", "meta", "error"]
FACTS = "action amends category endedAt eventId id instance outcome plugin sequence severity startedAt".split()
FACTS_OF_2 = FACTS + "appendedAt deliveredBy durationMs recordedAt".split()

broken, unchecked, signed_by, origins = [], [], {}, set()


def sha256(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
    return digest.digest()


# Ed25519, RFC 8032, section 6: slow, and short.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def plus(a, b):
    s = (a[1] - a[0]) * (b[1] - b[0]) % P
    t = (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = plus(result, point)
        point = plus(point, point)
        scalar >>= 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def recover(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * ROOT % P
    if y >= P or (x * x - x2) % P != 0 or (x == 0 and sign):
        return None
    return P - x if (x & 1) != sign else x


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover(BASE_Y, 0), BASE_Y, 1, recover(BASE_Y, 0) * BASE_Y % P)


@functools.lru_cache(maxsize=None)
def is_signed(public, message, signature):
    a, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q or len(signature) != 64:
        return False
    h = hashlib.sha512(signature[:32] + public + message).digest()
    return same(times(s, BASE), plus(r, times(int.from_bytes(h, "little") % Q, a)))


# JSON


def number(value):
    """As ECMAScript writes it, which RFC 8785 demands."""
    if isinstance(value, int):
        return str(value) if abs(value) < 2**53 else number(float(value))
    if value == 0:
        return "0"
    mantissa, _, exponent = ("%r" % abs(value)).partition("e")
    whole, _, rest = mantissa.partition(".")
    rest = "" if rest == "0" else rest
    digits = (whole + rest).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + rest) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if digits[1:] else "") + "e%+d" % (point - 1)
    return ("-" if value < 0 else "") + text


def write(value, order):
    if isinstance(value, dict):
        members = ("%s:%s" % (write(key, order), write(value[key], order)) for key in order(value))
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(write(each, order) for each in value) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value)
    return json.dumps(value, ensure_ascii=False)


def canonical(value):
    return write(value, lambda members: sorted(members, key=lambda key: key.encode("utf-16-be")))


def as_it_stands(value):
    return write(value, list)


def parse(text):
    return json.loads(text)


# Notes and trees


def keys_of(lines):
    keys = {}
    for line in filter(None, lines):
        name, key_id, key = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", line).groups()
        keys[(name, key_id)] = base64.b64decode(key)[1:]
    return keys


def open_note(file, note, keys):
    """The text of a signed note, and who signed it."""
    text, _, lines = note.rpartition("\n\n")
    text += "\n"
    signers = set()
    for line in lines.splitlines():
        found = re.fullmatch("\u2014 (\\S+) (\\S+)", line)
        data = base64.b64decode(found.group(2)) if found else b""
        key = found and keys.get((found.group(1), data[:4].hex()))
        if key and is_signed(key, text.encode(), data[4:]):
            signers.add(found.group(1))
        elif not found or key:
            signers = set()
            break
    if not signers:
        broken.append("%s: not signed by the log" % file)
        return None
    signed_by.setdefault(file, []).append(signers)
    return text


def root_of(leaves):
    if len(leaves) == 0:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01", root_of(leaves[:split]), root_of(leaves[split:]))


def leaf_of(row):
    version = row.get("leafVersion", 1)
    proof = row["proof"]
    commitments = dict(proof.get("commitments", {}))
    for group in GROUPS:
        if row[group] is not None:
            key = (
                sha256(bytes.fromhex(proof["salt"]), group)
                if "salt" in proof
                else bytes.fromhex(proof["keys"][group])
            )
            commitments[group] = sha256(key, canonical(row[group])).hex()
    leaf = {name: row[name] for name in (FACTS if version == 1 else FACTS_OF_2)}
    return sha256(b"\0", canonical({**leaf, "commitments": commitments, "v": version}))


def members_of(row):
    version = row.get("leafVersion", 1)
    known = set(FACTS_OF_2 + GROUPS + ["leafHash", "proof", "leafVersion"])
    if version == 1:
        known -= {"appendedAt", "deliveredBy", "leafVersion"}
    return known


def main(folder, key_file):
    keys = keys_of(open(key_file).read().split("\n"))
    files = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            files[os.path.relpath(path, folder).replace(os.sep, "/")] = open(path, "rb").read()

    leaves = []
    for name in sorted(each for each in files if each.endswith(".leaves")):
        first, last = map(int, re.search(r"(\d{16})-(\d{16})\.leaves$", name).groups())
        data = files[name]
        if first != len(leaves) + 1 or len(data) != 32 * (last - first + 1):
            broken.append("%s: does not go on from the one before" % name)
        if not any(each.endswith("/%016d.checkpoint" % last) for each in files):
            unchecked.append("%s: its checkpoint is not there" % name)
        leaves += [data[at : at + 32] for at in range(0, len(data), 32)]

    manifests, hashes, trusted, notes, listed, wanted = [], {}, [], [], set(), []
    places = {}
    for name in files:
        if name.endswith(".manifest.json"):
            text = files[name].decode()
            manifest = parse(text)
            digest = sha256(text).hex()
            if manifest.get("version") not in (1, 2):
                unchecked.append("%s: of a newer version" % name)
                continue
            if canonical(manifest) + "\n" != text:
                broken.append("%s: not canonical" % name)
            item = re.sub(r"_([^/]+)\.manifest\.json$", r"\1", name)
            manifests.append((name, item, manifest, digest))
            if os.path.basename(item) != os.path.basename(manifest["object"]["destination"]):
                unchecked.append("%s: of an object of another name" % name)
            hashes[digest] = manifest
            if manifest["checkpoint"] is None:
                unchecked.append("%s: has no checkpoint" % name)
            else:
                notes.append((name, manifest["checkpoint"], None, int(manifest["toSequence"])))
            if manifest["version"] == 2:
                rest = {key: value for key, value in manifest.items() if key != "signature"}
                said = "audit-log-manifest/v2\n%s\n" % sha256(canonical(rest)).hex()
                if open_note(name, "%s\n%s" % (said, manifest["signature"]), keys):
                    trusted.append(digest)
        elif name.endswith(".checkpoint"):
            size = int(re.search(r"(\d{16})\.checkpoint$", name).group(1))
            notes.append((name, files[name].decode(), size, 0))
            if not any(each.endswith("-%016d.leaves" % size) for each in files):
                broken.append("%s: its leaves are gone" % name)
            sizes = [int(each[-24:-8]) for each in files if each.endswith(".exports")]
            beside = name[: -len("checkpoint")] + "exports"
            if beside not in files and any(each < size for each in sizes):
                unchecked.append("%s: its list is not there" % name)
        elif name.endswith(".exports"):
            size = int(re.search(r"(\d{16})\.exports$", name).group(1))
            text = open_note(name, files[name].decode(), keys)
            lines = (text or "").split("\n")
            if text and lines[0] != "audit-log-exports/v1":
                unchecked.append("%s: of a newer version" % name)
            elif text:
                content = parse(lines[1])
                if content["size"] != size:
                    broken.append("%s: of another size" % name)
                place = places.setdefault(os.path.dirname(name), content["destination"])
                if content["destination"] != place:
                    broken.append("%s: of another storage" % name)
                for schedule in content["schedules"]:
                    listed.add(schedule["id"])
                    trusted.append(schedule["manifest"]["sha256"])
                    wanted.append((name, schedule["manifest"]))

    for name, item, manifest, _ in manifests:
        destination = manifest["object"]["destination"]
        inside = [(at, each) for at, each in places.items() if destination.startswith(each + "/")]
        allowed = [os.path.join(os.path.dirname(at), destination[len(each) + 1 :]) for at, each in inside]
        if allowed and item not in allowed:
            unchecked.append("%s: of an object of another place" % name)

    for name, newest in wanted:
        if newest["sha256"] not in hashes:
            broken.append("%s: %s is gone" % (name, newest["destination"]))

    vouched_to = 0
    for name, note, size_in_name, at_least in notes:
        text = open_note(name, note, keys)
        if not text:
            continue
        _, size, root = text.split("\n")[:3]
        size = int(size)
        if size_in_name is not None:
            origins.add(text.split("\n")[0])
        if size < at_least or (size_in_name is not None and size != size_in_name):
            broken.append("%s: of another size" % name)
        elif size <= len(leaves):
            if root_of(leaves[:size]) == base64.b64decode(root):
                vouched_to = max(vouched_to, size)
            else:
                broken.append("%s: another root than the leaves have" % name)
        elif size_in_name is not None:
            broken.append("%s: its leaves are gone" % name)
    if len(origins) > 1:
        unchecked.append("checkpoints of several logs")
    for name, all_signers in signed_by.items():
        if origins and not all(signers & origins for signers in all_signers):
            unchecked.append("%s: signed by another log" % name)
    if vouched_to < len(leaves):
        unchecked.append("no checkpoint vouches for the newest leaves")

    vouched = set()
    while trusted:
        digest = trusted.pop()
        if digest not in vouched:
            vouched.add(digest)
            previous = (hashes.get(digest) or {}).get("previous")
            if previous:
                trusted.append(previous["sha256"])

    chains = {}
    for name, item, manifest, digest in sorted(manifests, key=lambda each: each[2]["run"]["number"]):
        chain = chains.setdefault(manifest["schedule"]["id"], {"digest": None, "to": 0})
        if (manifest["previous"] or {}).get("sha256") != chain["digest"]:
            broken.append("%s: does not follow from the one before" % name)
        if manifest["coverage"] == "incremental":
            if int(manifest["fromSequence"]) != chain["to"] + 1:
                broken.append("%s: leaves a gap" % name)
            chain["to"] = int(manifest["toSequence"])
        chain["digest"] = digest
        if manifest["schedule"]["id"] not in listed:
            unchecked.append("%s: in no list" % name)
        check_object(name, item, manifest, digest in vouched, files, leaves, vouched_to)

    for line in broken:
        print("BROKEN", line)
    for line in unchecked:
        print("COULD NOT CHECK", line)
    if not manifests:
        unchecked.append("no exports")
    return 1 if broken else 2 if unchecked else 0


def check_object(name, item, manifest, is_vouched, files, leaves, vouched_to):
    data = files.get(item)
    if data is None:
        return broken.append("%s: its object is gone" % name)
    if sha256(data).hex() != manifest["object"]["sha256"] or len(data) != manifest["object"]["bytes"]:
        return broken.append("%s: not the object that its manifest names" % item)
    if not is_vouched:
        unchecked.append("%s: nothing signed says what it is" % item)
    if manifest["object"]["format"] != "jsonl":
        return None
    if manifest["object"]["compression"] == "gzip":
        data = gzip.decompress(data)
    lines = data.decode().split("\n")
    if lines.pop() != "":
        broken.append("%s: does not end with a line feed" % item)
    if len(lines) != manifest["rows"]:
        broken.append("%s: has another count of rows" % item)
    last = 0
    for line in lines:
        row = parse(line)
        if as_it_stands(row) != line or set(row) - {"erased"} != members_of(row):
            broken.append("%s: a row is not as exports write rows" % item)
            continue
        leaf, sequence = leaf_of(row), int(row["sequence"])
        if leaf.hex() != row["leafHash"]:
            broken.append("%s: event %d is not what its leaf hash says" % (item, sequence))
        elif sequence <= len(leaves) and leaves[sequence - 1] != leaf:
            broken.append("%s: event %d is another leaf" % (item, sequence))
        elif sequence > vouched_to and not is_vouched:
            unchecked.append("%s: event %d is in no signed tree" % (item, sequence))
        if row.get("erased") and not is_vouched:
            broken.append("%s: nobody may say that event %d was erased" % (item, sequence))
        if sequence <= last or not int(manifest["fromSequence"]) <= sequence <= int(manifest["toSequence"]):
            broken.append("%s: event %d is out of its place" % (item, sequence))
        last = sequence
    return None


def verify(folder, key_file):
    broken.clear()
    unchecked.clear()
    signed_by.clear()
    origins.clear()
    try:
        return main(folder, key_file)
    except (ValueError, KeyError, TypeError, AttributeError, OSError, EOFError) as error:
        print("BROKEN it can't be read: %s" % error)
        return 1


if __name__ == "__main__":
    # The outcome of each folder, and the worst one as exit code.
    outcomes = [verify(folder, sys.argv[-1]) for folder in sys.argv[1:-1]]
    print("OUTCOMES", *outcomes)
    sys.exit(max(outcomes, key=[0, 2, 1].index))
