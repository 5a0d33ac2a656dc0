"""Names of months, weekdays and days of the month, spelled as `dates` folds them (no marks, ا for أ إ آ, ه for ة)."""

import re

# number of the month -> its names; Levant and Iraq | Egypt and the Gulf | Tunisia, Algeria | Morocco | English | French
GREGORIAN = {
    1: "كانون الثاني|كانون ثاني|كانون ثان|يناير|جانفي|january|jan|janvier|janv",
    2: "شباط|فبراير|فيفري|february|feb|fevrier|février|févr|fév",
    3: "اذار|مارس|march|mar|mars",
    4: "نيسان|ابريل|افريل|april|apr|avril|avr",
    5: "ايار|مايو|ماي|may|mai",
    6: "حزيران|يونيو|يونيه|جوان|june|jun|juin",
    7: "تموز|يوليو|يوليه|يوليوز|جويليه|july|jul|juillet|juil",
    8: "اب|اغسطس|اوت|غشت|august|aug|aout|août",
    9: "ايلول|سبتمبر|شتنبر|september|sept|sep|septembre",
    10: "تشرين الاول|تشرين اول|اكتوبر|october|oct|octobre",
    11: "تشرين الثاني|تشرين ثاني|تشرين ثان|نوفمبر|نونبر|november|nov|novembre",
    12: "كانون الاول|كانون اول|ديسمبر|دجنبر|december|dec|decembre|décembre|déc",
}
HIJRI = {
    1: "محرم الحرام|المحرم|محرم",
    2: "صفر",
    3: "ربيع الاول|ربيع اول",
    4: "ربيع الاخر|ربيع الثاني|ربيع اخر|ربيع ثاني|ربيع ثان",
    5: "جمادي الاولي|جمادي الاول|جماد الاول|جماد اول",
    6: "جمادي الاخره|جمادي الاخر|جمادي الثانيه|جمادي الثاني|جماد الاخره|جماد الاخر|جماد الثاني|جماد ثاني",
    7: "رجب",
    8: "شعبان",
    9: "رمضان",
    10: "شوال",
    11: "ذو القعده|ذي القعده|ذوالقعده|ذيالقعده|ذو قعده",
    12: "ذو الحجه|ذي الحجه|ذوالحجه|ذيالحجه|ذو حجه",
}
_DAYS = (
    "الاحد|الاثنين|الثلاثاء|الثلاثا|الاربعاء|الاربعا|الخميس|الجمعه|السبت|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun|"
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
WEEKDAY = re.compile(rf"(?<!\w)(?:{_DAYS})(?!\w)\.?,?")

_UNITS = ("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")


def _ordinals():
    table = {name: number for number, name in enumerate((*_UNITS, "العاشر"), 1)}
    for unit, name in enumerate(("الحادي", *_UNITS[1:]), 1):
        table[f"{name} عشر"] = 10 + unit
        for ending in ("ين", "ون"):
            table[f"{name} والعشر{ending}"] = 20 + unit
    for ending in ("ين", "ون"):
        table |= {f"العشر{ending}": 20, f"الثلاث{ending}": 30, f"الحادي والثلاث{ending}": 31}
    return table


_NUMBERS = _ordinals()
_MONTHS = {
    name: (calendar, number)
    for calendar, months in (("gregorian", GREGORIAN), ("hijri", HIJRI))
    for number, joined in months.items()
    for name in joined.split("|")
}


def _any_of(words):
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)")


_MONTH, _ORDINAL = _any_of(_MONTHS), _any_of(_NUMBERS)


def find(text):
    """Return (set of (calendar, number) of the months named in a folded text, the text without them)."""
    return {_MONTHS[name] for name in _MONTH.findall(text)}, _MONTH.sub(" ", text)


def ordinal(text):
    """Return (the day named by a word such as الحادي والعشرين, or None; the text without it)."""
    found = _ORDINAL.search(text)
    return (_NUMBERS[found[0]], _ORDINAL.sub(" ", text, count=1)) if found else (None, text)
