"""A chat of very many messages: in how much memory it is read."""

import subprocess
import sys
from pathlib import Path

import fuzz
import pytest

N = 200_000
READ = """
import sys
sys.path.insert(0, sys.argv[2])
import fuzz
from helpers.corpus import documents
documents.read(["نص"])
before = fuzz.peak_memory()
corpus = documents.read(sys.argv[1])
print(len(corpus), (fuzz.peak_memory() - before) * 1024 / len(corpus))
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="only Linux tells the memory of one process")
def test_a_message_takes_less_than_a_kilobyte_while_a_chat_is_read(tmp_path):
    path, names = tmp_path / "chat.txt", ("أحمد", "سارة", "محمد حسن")
    with path.open("w", encoding="utf-8") as chat:
        for n in range(N):
            when = f"{n // 7200 + 1:02}/03/2021, {n // 60 % 24:02}:{n % 60:02}"
            chat.write(f"{when} - {names[n % 3]}: السلام عليكم، نلتقي غدا في المدينة إن شاء الله {n}\n")
    command = [sys.executable, "-c", READ, path, Path(fuzz.__file__).parent]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    n, size = done.stdout.split()
    assert int(n) == N and float(size) < 1000  # it took 1,400 where all were strings of Python at once
