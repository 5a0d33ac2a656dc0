"""A corpus that means harm: nothing of it runs, leads out of its folder or asks the network."""

import csv
import http.server
import json
import re
import shutil
import socket
import subprocess
import threading
from pathlib import Path

import made_files
import pytest
from elements import Elements
from made_files import EVIL, TEXT

from helpers.corpus import documents, store
from helpers.study import outputs, report, runner, settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
TITLE = "دراسة <script>document.title='hacked'</script>"


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "study" / "raw"
    folder.mkdir(parents=True)
    (folder.parent.parent / "secret.txt").write_text(f"سر {TEXT}", encoding="utf-8")
    for name, data in made_files.hostile().items():
        (folder / name).write_bytes(data)
    (folder / "link.txt").symlink_to(folder.parent.parent / "secret.txt")
    (folder / "up").symlink_to(folder.parent.parent)
    return folder


@pytest.fixture
def no_network(monkeypatch):
    def refused(*arguments, **options):
        raise AssertionError("the network was asked")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)


def test_it_is_read_without_the_network_and_what_is_dangerous_is_told(raw, no_network):
    before = {path: path.read_bytes() for path in raw.parent.parent.rglob("*") if path.is_file()}
    corpus = documents.read(raw)
    aside = dict(zip(corpus.set_aside["file"], corpus.set_aside["reason"], strict=True))
    entities = "defines entities of its own (<!ENTITY), which can open other files or fill the memory; remove that part"
    leads = "its path leads out of the archive; pack it again with paths inside"
    link = "a symbolic link, which is not followed; put the file itself into the folder"
    for name, reason in {
        "bomb.xml": entities, "outside.xml": entities, "link.txt": link, "up": link, "a.zip/../evil.txt": leads,
        "a.zip/evil.txt": leads, "a.tar.gz/../evil.txt": leads, "a.tar.gz/evil.txt": leads,
        "a.zip/bomb.txt": "unpacks to more than 250 times its size", "a.tar.gz/bomb.txt": "unpacks to more than 250",
        "a.tar.gz/link.txt": "a link, not a file; put the file itself into the archive",
    }.items():  # fmt: skip
        assert aside[name].startswith(reason), name
    assert len(aside) == 11 and len(corpus) == 24 + 4 + 2 + 2
    assert not corpus.documents["text"].str.contains("root:|سر ").any()
    page = corpus.documents.set_index("doc_id").loc["page", "text"]
    assert "hacked" not in page and "<script>document.title=1</script>" in page  # a text that shows markup keeps it
    after = {path: path.read_bytes() for path in raw.parent.parent.rglob("*") if path.is_file()}
    assert before == after


@pytest.mark.parametrize("name", made_files.of_every_format())
def test_no_format_asks_the_network(tmp_path, no_network, name):
    (tmp_path / name).write_bytes(made_files.of_every_format()[name])
    assert len(documents.read(tmp_path))


@pytest.fixture(scope="module")
def study(raw):
    """The study of this corpus, with the notebooks run that show titles, sources and words."""
    text = f'title = "{TITLE}"\ndescription = "{TITLE}"\n[corpus]\nrepair = []\n[themes]\nn_themes = 2\n'
    (raw.parent / "study.toml").write_text(text, encoding="utf-8")
    made = settings.load(raw.parent)
    tokens = store.build(made.raw, made.derived, recipe=made.recipe)
    evil = {key: EVIL for key in ("caption_ar", "caption_en")}
    for name in ("title", "source", "url", "text", "doc_id"):
        outputs.save_table(made, f"90_{name}", tokens.corpus.documents[["doc_id", name][name == "doc_id" :]], **evil)
    outputs.save_table(made, "91_set_aside", tokens.corpus.set_aside, **evil)
    outputs.save_table(made, "92_mapping", tokens.corpus.mapping, **evil)
    runner.run(made, only=("01", "02", "03"), progress=False)
    return made


def dangers(text):
    """What of a piece of HTML could run or ask the network."""
    found = []
    for tag, attributes in Elements(text).found:
        if tag in ("script", "iframe", "object", "embed", "svg", "link", "base", "form"):
            found.append(tag)
        for name, value in attributes.items():
            outside = re.match(r"\s*(javascript|vbscript|https?|//)", value or "", re.IGNORECASE)
            if name.startswith("on") or (name in ("src", "href", "srcset", "action", "data") and outside):
                found.append(f"{tag} {name}={value}")
    return found


def test_outputs_of_the_notebooks_hold_nothing_that_runs(study):
    import nbformat

    executed = sorted((study.figures_folder / "executed").glob("*.ipynb"))
    assert len(executed) == 3
    shown = ""
    for path in executed:
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                data = output.get("data", {})
                assert not set(data) & {"application/javascript", "text/markdown", "text/latex", "image/svg+xml"}, path
                assert dangers("".join(data.get("text/html", ""))) == [], path
                shown += "".join(data.get("text/html", ""))
    assert "&lt;script&gt;" in shown


def test_the_report_holds_nothing_that_runs(study):
    text = report.write(study).read_text("utf-8")
    own = (Path(report.__file__).parents[1] / "resources" / "report" / "report.js").read_text("utf-8")
    shown = re.sub(r'<script type="application/octet-stream" id="[\w-]+">[A-Za-z0-9+/=]+</script>', "", text)
    assert dangers(re.sub(r"base64,[A-Za-z0-9+/=]+", "", shown.replace(f"<script>{own}</script>", ""))) == []
    assert text.count("&lt;script&gt;") > 20


def test_no_cell_of_the_tables_is_a_formula(study):
    tables = sorted(study.figures_folder.glob("*.csv"))
    assert len(tables) > 10
    for path in tables:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines):
                for cell in row:
                    number = re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?", cell)
                    assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (path.name, cell)


@pytest.fixture
def server():
    """A server in the place of the whole network; the paths it was asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if not self.path.startswith("/time/1/current"):  # the browser's own clock
                asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    made.asked = asked
    yield made
    made.shutdown()


def opened(path, server, folder):
    """The page as the browser has it after two seconds; every host name leads to the server."""
    rules = f"MAP * 127.0.0.1:{server.server_port}"
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-features=NetworkTimeServiceQuerying", "--disable-sync",
        "--disable-default-apps", f"--user-data-dir={folder}",
        f"--host-resolver-rules={rules}", "--virtual-time-budget=2000", "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode("utf-8")


@needs_browser
def test_in_a_browser_the_report_runs_no_script_and_asks_no_network(study, server, tmp_path):
    # First a page without any protection, so that we know that a script and a request would be seen.
    page = tmp_path / "open.html"
    page.write_text(f"<html><head><title>نص</title></head><body>{EVIL}</body></html>", encoding="utf-8")
    shown = opened(page, server, tmp_path / "one")
    assert "<title>hacked</title>" in shown
    assert {"/i.png", "/s"} & set(server.asked)
    server.asked.clear()
    shown = opened(study.figures_folder / "report.html", server, tmp_path / "two")
    assert "<title>hacked</title>" not in shown
    assert re.search(r"<title>[^<]*&lt;script&gt;", shown)
    assert server.asked == []
    assert "&lt;img src='http://evil.example" in shown


def test_what_is_written_keeps_the_texts_as_they_are(study):
    texts = set(store.load(study.derived).corpus.documents["text"])
    rows = [json.loads(line) for line in (study.raw / "a.jsonl").read_text("utf-8").split("\n")]
    assert len(rows) == 24 and {row["text"] for row in rows} <= texts
