from helpers.display import prose


def test_each_paragraph_has_its_own_direction_and_side():
    page = prose.paragraphs("The corpus holds 5 documents.\n\nتضم المدونة 5 وثائق.")._repr_html_()
    english, arabic = page.split("\n")
    assert english == '<p dir="ltr" style="text-align:left">The corpus holds 5 documents.</p>'
    assert arabic.startswith('<p dir="rtl" style="text-align:right">تضم المدونة') and arabic.endswith("وثائق.</p>")


def test_markup_of_the_corpus_does_not_run():
    assert "<script>" not in prose.paragraphs("<script>alert(1)</script>\nعنوان <b>")._repr_html_()


def test_numbers_inside_arabic_stay_whole():
    page = prose.paragraphs("من 3-5 ثم 50% و0.1.0")._repr_html_()
    assert '<bdi dir="ltr">3-5</bdi>' in page and '<bdi dir="ltr">50%</bdi>' in page


def test_without_a_notebook_it_is_the_text():
    assert repr(prose.paragraphs("نص\nسطر")) == "نص\nسطر"
