"""Damaged inputs for every reader: no traceback, no hang over ten seconds, no memory over a gigabyte.

python tests/fuzz.py                      20,000 inputs, two processes (`make fuzz`)
python tests/fuzz.py --inputs 500         fewer
python tests/fuzz.py --one 1234 [--keep]  one of them again; with --keep its file stays, and where is told

Each input follows from its number alone. It must end in a Corpus that tells of the file, or in an error of Khitab.
"""

import argparse
import contextlib
import faulthandler
import gzip
import io
import json
import logging
import random
import resource
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import made_files
import made_parts
import made_word
import made_written
from shared_files import SHARED

LONGEST = 10  # seconds of the processor
LARGEST = 1_000_000  # kilobytes of memory
TOKENS = [
    b"\0", b"\r", b"\n", b'"', b'"' * 99, b"'", b",", b"\t" * 300, b"\xff\xfe", b"\xef\xbb\xbf", b"\xd8",
    b"\xed\xa0\x80", b"[" * 3000, b"{" * 3000, b'[{"text":' * 500, b"]" * 3000, b"9" * 6000, b"-1", b"1e999",
    b"NaN", b"\\ud800", b"\\u0000", b"<div>" * 4000, b"<item>" * 900, b"</item>", b"<!ENTITY a 'b'>",
    b"<!DOCTYPE a [", b"]]>", b"<![CDATA[", b"&amp;" * 999, b"&#xD800;", b"&#99999999;", b"&x;",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<meta charset='utf-7'>", b"<DOC>", b"</DOC>", b"<TEXT>",
    b"---\n", b"text: [", b"obj", b"endobj", b"stream", b"/Kids [2 0 R]", b"/Length 99999999", b"/Type", b"xref",
    b"2 0 R", b"PK\x01\x02", b"PK\x05\x06", b"PAR1", b"../../x.txt", b"=1+1", b"content: ['", b"lambda: 0",
    ("ال" * 20_000).encode(), ("ـ" * 9000).encode(), ("\u064b" * 9000).encode(), ("a" * 100_000).encode(),
    (made_files.TEXT * 300).encode(), "\u202e\u2066\ufeff".encode(), "ﻻ".encode() * 3000, b"\x80\xd5\xe1" * 900,
    (" ة" * 5000).encode(), ("Ø§Ù„" * 2000).encode(), b" " * 50_000, b"\n" * 50_000,
    ("\n---\nx: y" * 900).encode(), b"{\\b " * 3000, b"}" * 3000, b"\\bin999999 ", b"\\u-1?\\u55357?", b"\\'",
    b"<w:p>" * 900, b"</w:p>", b"<w:r><w:footnoteReference w:id='1'/></w:r>", b"<w:tbl><w:tr><w:tc>" * 300,
    b'<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 99, b"<text:s text:c='99999999'/>", b"<w:sdt>", b"<mc:Choice>",
    b"1/1/2020, 9:00 AM - a: " * 3000, "\n١/١/٢٠٢٠، ٩:٠٠ م - أ: ب".encode() * 2000, b"End of Document\n" * 3000,
    b"\n00:00:01,000 --> 00:00:02,000\n" * 2000, b"HD\t" * 3000, b"\n### | " * 2000, b"{\\p1}" * 2000, b"<v " * 3000,
    b"1-2\tx" + b"\t_" * 8 + b"\n", b'"messages": [', b"window.YTD.a.part0 = ", b"<note>" * 900, b"<tu><tuv>" * 900,
]  # fmt: skip


def made():
    """Name -> bytes of the good files that are made here."""
    found = made_files.of_every_format() | made_parts.of_every_format()
    for ending, cases in (("docx", made_word.CASES), ("rtf", made_written.RTF), ("odt", made_written.ODT)):
        # Several in one file would hide what damage to one element does.
        found |= {f"{number}.{ending}": data for number, (data, *_) in enumerate(cases.values())}
    # What other programs than Word save under the suffix of its old files.
    found |= {"1.doc": made_written.rtf(f"{made_files.TEXT}\\par"), "2.doc": made_files.ARTICLE.encode()}
    return found


def seeds():
    """Name -> bytes of the good files that are damaged: those made here, and those at hand that people have."""
    found = made()
    if (SHARED / "ugly").is_dir():
        small = [path for path in sorted((SHARED / "ugly").rglob("*.*")) if path.stat().st_size < 25_000]
        found |= {path.name: path.read_bytes() for path in small}
    return found


def mutated(number, good):
    """(name, bytes) of the input of this number."""
    chance = random.Random(number)
    ending = chance.choice(sorted({name.rpartition(".")[2] for name in good}))  # each format as often
    name = chance.choice(sorted(name for name in good if name.endswith(f".{ending}")))
    data = good[name]
    packed = ending in ("docx", "xlsx", "zip", "odt", "epub") and zipfile.is_zipfile(io.BytesIO(data))
    if packed and chance.random() < 0.6:
        data = _inside(chance, data, good)
    elif ending == "gz" and chance.random() < 0.6:
        data = gzip.compress(_damaged(chance, gzip.decompress(data), good))
    else:
        data = _damaged(chance, data, good)
    if chance.random() < 0.05:
        name = f"a.{chance.choice(sorted(good)).partition('.')[2]}"  # under the name of another format
    elif chance.random() < 0.05 and not name.endswith(("zip", "gz", "tar")):
        name, data = f"{name}.gz", gzip.compress(data)
    return name, data


def _inside(chance, data, good):
    """Damage one part of a zip and pack it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        contents = {info.filename: parts.read(info) for info in parts.infolist()}
    part = chance.choice(sorted(contents))
    contents[part] = _damaged(chance, contents[part], good)
    return made_files.archive_zip(contents)


def _damaged(chance, data, good):
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.randrange(len(data) + 1)
        end = min(len(data), place + chance.choice((1, 8, 100, 4000)))
        kind = chance.randrange(8)
        if kind == 0:
            for _ in range(chance.choice((1, 5, 50))):
                if data:
                    data[chance.randrange(len(data))] = chance.randrange(256)
        elif kind == 1:
            del data[place:]
        elif kind == 2:
            del data[place:end]
        elif kind == 3:
            data[place:place] = data[place:end] * chance.choice((1, 3, 50))
        elif kind == 4:
            other = good[chance.choice(sorted(good))]
            start = chance.randrange(len(other) or 1)
            data[place:end] = other[start : start + chance.choice((10, 1000, 100_000))]
        elif kind == 5:
            data[place : place + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f", b"\0\0\0\x80"))
        else:
            data[place:place] = chance.choice(TOKENS)
    return bytes(data[:2_000_000])


def attempt(number, good, folder):
    """Read one input; return what went wrong, or None."""
    from helpers.corpus import documents
    from helpers.errors import KhitabError

    name, data = mutated(number, good)
    path = Path(folder, name)
    path.write_bytes(data)
    began = time.process_time()  # what it takes by itself, on however busy a machine
    try:
        corpus = documents.read(folder)
        told = set(corpus.files["file"]) | set(corpus.set_aside["file"])
        if not any(file == name or file.startswith(f"{name}/") for file in told):
            return f"{name}: nothing tells of the file"
        "".join(corpus.documents["text"]).encode("utf-8")
    except KhitabError as error:
        if len(str(error)) > 5000 or "\n" in str(error).strip():
            return f"{name}: an error of {len(str(error))} characters: {str(error)[:300]!r}"
    except BaseException:
        return f"{name}: {traceback.format_exc()[-3000:]}"
    finally:
        path.unlink(missing_ok=True)
    took = time.process_time() - began
    if took > LONGEST:
        return f"{name}: {took:.1f} s"
    memory = peak_memory()
    return f"{name}: {memory / 1000:,.0f} MB" if memory > LARGEST else None


def peak_memory():
    """Most memory this process has held since it began, in kB.

    Not ru_maxrss where the system tells more: that one also counts what the process held that started this one.
    """
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def work():
    """Read the inputs whose numbers come in on stdin; say on stdout when one begins and what was wrong."""
    logging.disable()
    warnings.simplefilter("ignore")
    good = seeds()
    print("ready", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            faulthandler.dump_traceback_later(LONGEST * 6, exit=True)  # a hang in C code, too, ends here
            print("began", flush=True)
            with contextlib.redirect_stdout(sys.stderr):
                problem = attempt(int(line), good, folder)
            faulthandler.cancel_dump_traceback_later()
            print(json.dumps(problem), flush=True)
            if problem:
                return  # a new process, with the memory at its beginning


def run(numbers, *, workers=2, show=lambda done, found: None):
    """Return (number, what went wrong) of these inputs."""
    numbers, found, done = iter(list(numbers)), [], [0]

    def one_worker(_):
        worker = None
        for number in numbers:
            if worker is None or worker.poll() is not None:
                worker = _start()
            complaint = _ask(worker, number)
            done[0] += 1
            if complaint:
                found.append((number, complaint))
                worker = None
            show(done[0], found)
        if worker is not None:
            worker.stdin.close()
            worker.wait(30)

    lock = _Locked(numbers)
    numbers = lock
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one_worker, range(workers)))
    return sorted(found)


class _Locked:
    """An iterator that several threads may ask."""

    def __init__(self, numbers):
        import threading

        self._numbers, self._lock = numbers, threading.Lock()

    def __iter__(self):
        return self

    def __next__(self):
        with self._lock:
            return next(self._numbers)


def _start():
    errors = tempfile.TemporaryFile()
    worker = subprocess.Popen(
        [sys.executable, __file__, "--work"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
    )
    worker.errors = errors
    assert worker.stdout.readline() == "ready\n"
    return worker


def _ask(worker, number):
    worker.stdin.write(f"{number}\n")
    worker.stdin.flush()
    worker.stdout.readline()
    answer = worker.stdout.readline()
    if answer:
        return json.loads(answer)
    code = worker.wait(30)
    worker.errors.seek(0)
    return f"the process ended with {code}: {worker.errors.read().decode(errors='replace')[-3000:]}"


def by_kind(found):
    """Findings by the ending of the file and by what went wrong: {(ending, what): numbers of the inputs}."""
    kinds = {}
    for number, complaint in found:
        name, _, told = complaint.partition(": ")
        ending = name.rpartition(".")[2] if "." in name else "?"
        if told.endswith(" s"):
            what = "too long"
        elif told.endswith(" MB"):
            what = "too much memory"
        elif "Traceback" in told:
            what = told.strip().splitlines()[-1].partition(":")[0]
        else:
            what = "the process ended" if complaint.startswith("the process") else told[:60]
        kinds.setdefault((ending, what), []).append(number)
    return kinds


def main():
    """Run the inputs that the command line asks for; exit code 1 when something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--one", type=int)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--work", action="store_true")
    chosen = parser.parse_args()
    if chosen.work:
        return work()
    if chosen.one is not None:
        if chosen.keep:
            name, data = mutated(chosen.one, seeds())
            path = Path(tempfile.mkdtemp(), name)
            path.write_bytes(data)
            print(path)
        print(run([chosen.one], workers=1))
        return None
    began = time.perf_counter()

    def show(done, found):
        if done % 1000 == 0:
            print(f"{done:,} inputs, {len(found)} findings, {time.perf_counter() - began:.0f} s", flush=True)

    found = run(range(chosen.first, chosen.first + chosen.inputs), workers=chosen.workers, show=show)
    for number, complaint in found:
        print(f"--- input {number}: {complaint}")
    for (ending, what), numbers in by_kind(found).items():
        print(f"{len(numbers):>6,} x .{ending}: {what} (first: input {numbers[0]})")
    print(f"{chosen.inputs:,} inputs in {time.perf_counter() - began:.0f} s: {len(found)} findings")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
