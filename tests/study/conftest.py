import matplotlib
import pytest

from helpers.study import settings

matplotlib.use("Agg")


@pytest.fixture
def make_study(tmp_path):
    """A function that writes a study.toml (in a folder with a space and Arabic letters) and loads it."""

    def make(text='title = "عنوان الدراسة"\n', name="دراسة أولى"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "study.toml").write_text(text, encoding="utf-8")
        return settings.load(folder)

    return make


@pytest.fixture
def study(make_study):
    return make_study()


@pytest.fixture(autouse=True)
def close_figures():
    yield
    import matplotlib.pyplot as plt

    plt.close("all")
