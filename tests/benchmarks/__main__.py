"""`make bench`: every benchmark in turn, each in a process of its own. Name some to run only these."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("[a-z]*.py"))
for name in names:
    print(f"\n=== {name} ===", flush=True)
    subprocess.run([sys.executable, "-W", "ignore", str(HERE / f"{name}.py")], check=True)
