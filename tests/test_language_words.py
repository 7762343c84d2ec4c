"""Where words begin and end, shown as marks inside the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.language.words import words

CASES = [
    "The| two| sides| did|n't| meet|.",
    "They| ca|n't|,| wo|n’t| and| can|not| agree|.",
    "China|'s| ministers|'| talks|",
    "We|'re| sure| they|’ve| left|.",
    "Gen.| Milley| met| Lt.| Col.| J.| R.| Ortiz|.",
    "U.S.| and| U.K.| officials|",
    "US| and| U.N| officials|",
    "the| U.S.|-|led| coalition|",
    "On| Nov.| 10| at| 5| p.m.| local| time|",
    "at| 5|pm| or| 17:30|",
    "a| loan| of| $|5|bn|,| US$| 3.5| million| or| €|400|m|",
    "up| 12|%| to| 1,250.75|",
    "its| long|-|term| vice|-|chairman|",
    "a| three|-|day| visit| by| a| 61|-|year|-|old|",
    "pro-Russian| and| anti-government| ex-soldiers|",
    "al|-|Qaeda| in| Port|-|au|-|Prince|",
    "and|/|or| the| 9/11| attacks| of| 11/09/2001|",
    "the| 1990s|,| the| 10th| and| the| 21st|",
    "“|No|,|”| he| said| —| twice|.",
    "(|see| https://example.org/a?b=1|)|.",
    "write| to| press.office@example.org|,| or| visit| example.com|.",
    "No.| 3| on| p.| 28|;| “|No|.|”",
    "O'Neill|,| D'Arcy| and| L'Oréal|",
    "wait| ...| what|?!",
    "M23| and| F-16|s|".replace("F-16|s", "F|-|16s"),
    "Ph.D.| students| in| Washington|,| D.C.|,| etc.| were|",
    "#MeToo| and| @POTUS|",
    "the| 1980’s|,| the| 80's| and| 1984|'s| vote|",
    "its| army|,| but| it|s| not| its| war|",
    "I| know| its| kind|;| it|s| just| talk|",
    "im| in| IM|".replace("im|", "i|m|"),
    "that|s| what| you|re| told|,| and| you| ca|nt| leave|",
    "AT&T|'s| and| mama|`s|",
    "etc|...| and| Dr.|Rao| left| St.|Ives|",
    "at| 24|C| for| 45|p| on| 4G|",
    "call| +44| or| 3-5213|",
    "see| alt.old.news| and| Example.Com|,| or| notes|)|.doc|",
    "A|+++| and| $$$| ###|",
    "Great|!|:)| Thanks| ;)|",
    "mid-1990s| cross-border| trade|",
    "S.| 10th| St.| (|b.| March| 2009|)|",
    "would| I|.| It| was| I.| M.| Rao|",
    "she| joined| Yahoo!| in| May|",
    "नमस्ते| दुनिया|।|",
]


@pytest.mark.parametrize("marked", CASES)
def test_words_are_cut_as_in_the_treebank(marked: str):
    text = marked.replace("|", "")
    expected = [word.strip() for word in marked.split("|") if word.strip()]
    assert [text[a:b] for a, b in words(text)] == expected


@given(st.text(alphabet=st.sampled_from("aZé9 .,'’\"“”-–—/$%@:;()[]…!?\n\tU.S.n't#&"), max_size=60))
def test_every_character_but_white_space_lies_in_one_word(text: str):
    covered = [i for a, b in words(text) for i in range(a, b)]
    assert covered == [i for i, c in enumerate(text) if not c.isspace()]


def test_only_the_asked_range_is_cut():
    text = "PDF View\nShe left."
    assert [text[a:b] for a, b in words(text, 9)] == ["She", "left", "."]


@pytest.mark.parametrize("unit", ["-", "a-", "a.", "1.", "a@", "a'", "http://a.", "x", '"', "(", "[1]", "A. "])
def test_rows_of_one_mark_take_no_longer_than_text(unit: str):
    text = unit * (40_000 // len(unit))
    assert sum(b - a for a, b in words(text)) == len(text) - text.count(" ")
