"""A real JupyterLab, started as a researcher starts it, and notebooks run in it in a headless Chromium."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from helpers import study as study_code

READING = (Path(__file__).parent / "reading.js").read_text(encoding="utf-8")
QUIET_BROWSER = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
)  # fmt: skip
# Every output is in the page, also what stands far below the window; and nothing asks the network.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    "extensionmanager-extension/plugin": {"enabled": False},
}
WINDOW = {"width": 1400, "height": 900}
_LIMIT = 240  # seconds that a notebook may take


def chromium():
    """Path of the browser, or None: $CHROMIUM, else what the PATH offers."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Server:
    """A JupyterLab over a folder, on a free port of this machine, with settings of its own; `stop` ends it."""

    def __init__(self, folder, study, home):
        home.mkdir(parents=True)
        for name, values in SETTINGS.items():
            file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values), encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = home / "jupyterlab.log"
        own = {
            "KHITAB_STUDY": str(study),
            "JUPYTER_CONFIG_DIR": str(home / "config"),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
            "IPYTHONDIR": str(home / "ipython"),
            "PYTHONHASHSEED": "0",
            "PYTHONSTARTUP": str(Path(study_code.__file__).with_name("startup.py")),  # as make lab
        }
        # What the tests themselves set for drawing would not be set on a researcher's machine.
        given = {key: value for key, value in os.environ.items() if key not in ("MPLBACKEND", "JUPYTER_PATH")}
        command = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
            "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=", "--ServerApp.password=",
            "--LabApp.extension_manager=readonly", "--LabApp.news_url=", "--LanguageServerManager.autodetect=False",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ]  # fmt: skip
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=given | own, stdout=log, stderr=log)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def wait(self, limit=60):
        """Return when the server answers; RuntimeError with its log when it ends or does not answer in time."""
        end = time.monotonic() + limit
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"{self.address}/api/status", timeout=5).close()
                return
            time.sleep(0.1)
        said = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"JupyterLab does not answer at {self.address}:\n{said}")

    def stop(self):
        """End the server and with it its kernels."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def served(folder, study, home):
    """A Server that answers, for the time of a `with` block."""
    server = Server(folder, study, home)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


class Desk:
    """One tab of the browser with JupyterLab in it, in which one notebook after the other is opened and run."""

    def __init__(self, browser, server, name):
        self.page = browser.new_page(viewport=WINDOW, reduced_motion="reduce")
        self.page.set_default_timeout(60_000)
        self.page.goto(f"{server.address}/lab/workspaces/{name}?reset", wait_until="domcontentloaded")
        self.page.wait_for_function("window.jupyterapp !== undefined")
        self.page.evaluate(READING)

    def open(self, path):
        """Begin to open a notebook (its path below the server's folder); its kernel is ready when that is `done`."""
        self._begin("opening the notebook", "path => desk.beginOpen(path)", path)

    def run(self, cell=None):
        """Begin to run all cells, as the menu "Run all cells" does; or one cell, counted from 0."""
        command = "notebook:run-all-cells" if cell is None else "notebook:run-cell"
        self._begin("running", "([command, cell]) => desk.beginRun(command, cell)", [command, cell])

    def _begin(self, what, script, argument):
        self.what, self.end = what, time.monotonic() + _LIMIT
        self.page.evaluate(script, argument)

    def done(self):
        """Whether what was begun has come to its end; RuntimeError after the limit, or when the kernel has died."""
        state = self.page.evaluate("desk.state()")
        if isinstance(state["ok"], str):
            raise RuntimeError(f"JupyterLab failed at {self.what}: {state['ok']}")
        if not state["done"] and (time.monotonic() > self.end or state["kernel"] in ("dead", "autorestarting")):
            cells = self.page.evaluate("desk.unfinished()")
            where = f"kernel {state['kernel']}, unfinished cells {cells}"
            raise RuntimeError(f"JupyterLab did not come to an end with {self.what}: {where}.")
        return state["done"]

    def read(self):
        """What a reader sees, one dict a cell (`cell` in reading.js)."""
        self.page.evaluate("desk.settle()")
        return self.page.evaluate("desk.read()")

    def ask(self, code):
        """Run code in the notebook's kernel beside its cells; return what it prints."""
        return self.page.evaluate("code => desk.evaluate(code)", code)

    def picture(self, path):
        """Save a picture of the whole notebook, from the title to the last cell."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.set_viewport_size(WINDOW | {"height": min(self.page.evaluate("desk.height()") + 150, 16_000)})
        self.page.evaluate("desk.settle()")
        place = self.page.evaluate("desk.toTop()")
        size = {"width": place["right"] - place["left"], "height": place["bottom"] - place["top"]}
        self.page.screenshot(path=path, clip={"x": place["left"], "y": place["top"], **size})
        self.page.set_viewport_size(WINDOW)

    def close(self):
        """Close the notebook and end its kernel; the tab stays."""
        self.page.evaluate("desk.close()")
