"""`make bench`: every benchmark in turn, each in a process of its own, then the page of what they have written.

Name some to run only these; name `evidence` to fill in the page (docs/evidence) alone.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("[a-z]*.py"))
for name in [name for name in names if name != "evidence"]:
    print(f"\n=== {name} ===", flush=True)
    subprocess.run([sys.executable, "-W", "ignore", str(HERE / f"{name}.py")], check=True)
subprocess.run([sys.executable, str(HERE / "_evidence.py")], check=True)
