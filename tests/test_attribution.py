"""Who said what: cue frames on their own examples, quotations, chains of sources, and linear time on mangled text."""

import re
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente import actors, language
from entente.coding.attribution import find_attributions, find_statements, load_speech
from entente.coding.quotes import find_quotations
from entente.coding.speech import marked
from entente.coding.speechwords import speech_words
from entente.errors import DataError
from entente.model import Block, Parsed, Report, Resolved, Sentence, Span, Statement

SPEECH = load_speech()
REPORTS = Path(__file__).parents[2] / "shared" / "reports"


@cache
def model():
    return language.load()


def report(text: str) -> Report:
    blocks = (Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Report("test", text, tuple(blocks))


def resolved(text: str) -> Resolved:
    return Resolved(language.parse(report(text), model()))


@cache
def directory():
    return actors.load()


def with_actors(text: str) -> Resolved:
    parsed = language.parse(report(text), model())
    return Resolved(parsed, actors=actors.resolve_actors(parsed, directory()))


def statements(text: str) -> tuple[Statement, ...]:
    return find_statements(resolved(text), SPEECH)


def told(text: str) -> list[tuple[str | None, str, list[str]]]:
    """Each statement as (source, cue, contents)."""
    found = []
    for s in statements(text):
        source = s.source.span.of(text) if s.source and s.source.span else None
        found.append((source, s.cue.of(text), [content.of(text) for content in s.content]))
    return found


def cut(text: str) -> Parsed:
    """Text cut into sentences at full stops, without tokens: all that quotation marks need."""
    found = report(text)
    sentences = [
        Sentence(m.start(), m.end(), (), number)
        for number, block in enumerate(found.blocks)
        for m in re.finditer(r"[^.!?]+[.!?]*[\"”’']?", text[: block.span.end])
        if m.start() >= block.span.start
    ]
    return Parsed(found, tuple(sentences))


def quoted(text: str) -> list[list[str]]:
    return [[span.of(text) for span in q.spans] for q in find_quotations(cut(text))]


EXAMPLES = [(frame, example) for frame in SPEECH.frames for example in frame.examples]
COUNTER_EXAMPLES = [(frame, example) for frame in SPEECH.frames for example in frame.counter_examples]


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_a_frame_finds_its_example(frame, example):
    text, wanted = marked(example)
    found = find_attributions(resolved(text), SPEECH, positions=not frame.recorded)
    by_cue = {(s.cue.start, s.cue.end): s for s in found}
    assert wanted["cue"][0] in by_cue
    statement = by_cue[wanted["cue"][0]]
    assert statement.rule == frame.name
    assert [(c.start, c.end) for c in statement.content] == wanted["content"]
    source = statement.source
    assert ([(source.span.start, source.span.end)] if source and source.span else []) == wanted["source"]


@pytest.mark.parametrize(("frame", "example"), COUNTER_EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_a_counter_example_is_no_statement(frame, example):
    assert told(example) == []


# --- quotations


def test_a_quotation_that_runs_over_paragraphs_is_one():
    text = "“We came first.\n\n“We stayed.\n\n“We left,” he said."
    assert quoted(text) == [["“We came first.", "“We stayed.", "“We left,”"]]


def test_an_apostrophe_opens_no_quotation():
    assert quoted("The ministers’ talks weren’t long. It's the '90s again, the envoys' aides said.") == []


def test_an_unclosed_quotation_ends_with_its_sentence():
    assert quoted('"We came first. The rest is ours. "We left," he said.') == [['"We came first.'], ['"We left,"']]


def test_nested_quotations_are_both_found():
    assert quoted("“He said ‘no deal’ twice,” she said.") == [["“He said ‘no deal’ twice,”"], ["‘no deal’"]]


def test_a_split_quotation_is_one_statement():
    text = "“The road is closed,” the governor said. “It will stay closed until the rebels leave.”"
    assert told(text) == [
        ("the governor", "said", ["“The road is closed,”", "“It will stay closed until the rebels leave.”"])
    ]


def test_a_quotation_over_paragraphs_belongs_to_one_speaker():
    text = "“The road is closed,” the governor said.\n\n“It will stay closed until the rebels leave.”"
    assert [len(content) for _, _, content in told(text)] == [2]


def test_a_colon_leaves_a_statement_open_for_the_next_paragraph():
    text = "The governor added:\n\n“The road will stay closed until the rebels leave.”"
    assert told(text) == [("The governor", "added", ["“The road will stay closed until the rebels leave.”"])]


def test_a_speaker_behind_the_verb_of_saying_is_found_after_any_clause():
    for text in ("The minister has resigned, announced his office.", "The report is wrong, declared the ministry."):
        content, _, source = text.removesuffix(".").partition(", ")
        assert told(text) == [(source.split(" ", 1)[1], source.split(" ", 1)[0], [content])]


def test_quoted_words_are_direct_and_a_clause_is_indirect():
    direct, indirect = statements("“The road is closed,” the governor said. The mayor said that it was open.")
    assert (direct.direct, indirect.direct) == (True, False)


# --- sources and chains


def test_an_inverted_speaker_keeps_the_apposition():
    text = "The port is open, said Maria Lopez, the head of the harbour police, who visited it on Monday."
    assert told(text) == [
        ("Maria Lopez, the head of the harbour police, who visited it on Monday", "said", ["The port is open"])
    ]


def test_a_participle_goes_on_with_the_same_speaker():
    text = "The truce is holding, the general said, noting that no shots were fired on Sunday."
    assert told(text) == [
        ("the general", "said", ["The truce is holding"]),
        ("the general", "noting", ["that no shots were fired on Sunday"]),
    ]


def test_according_to_after_a_speaker_is_the_outer_source():
    text = "The general said that the truce was holding, according to the Ministry of National Defense."
    said, according = statements(text)
    assert [source.name for source in said.attribution] == ["The general", "the Ministry of National Defense"]
    assert [content.of(text) for content in said.content] == ["that the truce was holding"]
    assert [content.of(text) for content in according.content] == ["The general said that the truce was holding"]


def test_a_statement_inside_a_statement_stands_on_both():
    text = "The minister said the rebels had claimed that the bridge belonged to them."
    assert [[source.name for source in s.attribution] for s in statements(text)] == [
        ["The minister"], ["the rebels", "The minister"],
    ]  # fmt: skip


def test_a_document_can_be_the_source():
    text = "The two navies plan joint patrols, according to the joint statement signed by the two presidents in May."
    source = "the joint statement signed by the two presidents in May"
    assert told(text) == [(source, "according to", ["The two navies plan joint patrols"])]


def test_where_it_was_said_is_no_content():
    text = "In a written statement, the governor said, “The road is closed until Monday.”"
    assert told(text) == [("the governor", "said", ["“The road is closed until Monday.”"])]


def test_a_noun_phrase_before_the_speaker_is_content():
    text = "The ceasefire, the governor said, was broken twice."
    assert told(text) == [("the governor", "said", ["The ceasefire", "was broken twice"])]


def test_an_unnamed_official_is_a_source():
    assert told("A senior official said the vote would be repeated.") == [
        ("A senior official", "said", ["the vote would be repeated"])
    ]


def test_who_stands_for_the_noun_before_it():
    found = statements("The senator, who said that the embassy would close, left on Friday.")
    assert [s.source.name for s in found if s.source] == ["The senator"]


def test_words_with_a_mere_object_are_no_statement():
    assert told("The council condemned the attack and discussed the budget.") == []


def test_what_was_not_said_is_no_statement():
    assert told("The spokesman declined to say whether the ambassador would return.") == []


def test_the_addressee_is_no_part_of_the_content():
    assert told("The general told the president that the army was ready.")[0][2] == ["that the army was ready"]


def test_what_might_be_said_is_no_statement():
    assert told("The minister could say that the port was closed. Someone says that it is open.") == []


def test_what_would_later_be_said_was_said():
    assert len(told("The minister would later say that the port was closed.")) == 1


def test_a_position_that_nobody_holds_is_no_statement():
    assert told("The general is thought to be in the north.") == []


def test_a_purpose_is_no_request():
    assert told("The prime minister asked for a recess to prevent a vote.") == []


def test_claims_that_are_denied_are_not_the_words_of_who_denies_them():
    assert told("The governor denied claims that the road was closed.") == []


def test_quoted_wording_makes_a_statement_and_a_bare_verdict_none():
    assert told("The senator called the vote “a farce” on Monday.") == [
        ("The senator", "called", ["the vote “a farce”"])
    ]
    assert told("The senator called the vote a farce on Monday.") == []
    assert told("The army ran a school called “The Forge”.") == []


def test_the_object_of_a_verb_of_adding_is_no_speech():
    assert told("The council added the line, “All are welcome.”, to the charter.") == []


def test_a_colon_goes_on_with_the_finding_it_follows():
    text = "The court sat on Monday, finding that the law was void: “It has no basis at all.”"
    _, cue, content = told(text)[-1]
    assert (cue, content[-1][-len("“It has no basis at all.”") :]) == ("finding", "“It has no basis at all.”")


def test_a_cue_that_stands_alone_behind_a_quotation_takes_it():
    assert [cue for _, cue, _ in told("“The road is closed until Monday.” Lopez said.")] == ["said"]


def test_one_s_own_pledge_in_a_quotation_is_part_of_it():
    assert [cue for _, cue, _ in told("“I pledge that the road will open,” the governor said.")] == ["said"]


def test_a_short_first_part_of_a_split_quotation_is_kept():
    assert told("“Today,” the governor said, “the road is open.”")[0][2] == ["“Today,”", "“the road is open.”"]


def test_a_speaker_behind_an_apposition_is_the_name_before_it():
    text = "The move came after William Reyes, a district judge, ordered last week that the votes be counted."
    assert told(text)[0][0] == "William Reyes, a district judge"


def test_the_reporter_s_aside_is_not_what_was_said():
    text = "She said the road was safe, though she noted that it was narrow."
    assert told(text)[0][2] == ["the road was safe"]


def test_what_is_reported_of_another_is_that_other_s():
    text = "The paper cited the judge as saying that the law was void."
    assert told(text)[0][0] == "the judge"


# --- who a source is


def named(text: str) -> list[str | None]:
    return [s.source.name if s.source else None for s in find_statements(with_actors(text), SPEECH)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("One senator, Maria Lopez, said that the port was closed.", "Maria Lopez"),
        ("A student named Wong said that the port was closed.", "Wong"),
        ("According to a statement by the United Nations, the port was closed.", "United Nations"),
        ("A United Nations report said that the port was closed.", "United Nations"),
        ("The port was closed, according to the joint statement.", "the joint statement"),
    ],
)
def test_a_description_or_document_speaks_for_whom_it_names(text, name):
    assert named(text) == [name]


def test_an_open_pronoun_goes_on_with_who_spoke_before():
    text = (
        "Maria Lopez said that the port was closed.\n\n"
        "The weather was bad.\n\nSpeaking to John Reyes of the local radio, she said that it would reopen on Monday."
    )
    assert named(text) == ["Maria Lopez", "Maria Lopez"]


# --- mangled text


@pytest.mark.parametrize(
    "text",
    ["said " * 5000, "“He said " * 2000, '"a" said ' * 2000, "He said “no” that " * 1500, "”" * 3000, "“" * 3000],
    ids=["said", "open", "short", "nested", "closing", "opening"],
)
def test_mangled_text_is_read(text):
    value = resolved(text)
    found = find_statements(value, SPEECH)
    assert all(0 <= c.start < c.end <= len(text) for s in found for c in s.content)


def seconds(value: Resolved) -> float:
    """The best of three, so that what else the machine does is left out."""

    def once() -> float:
        started = time.perf_counter()
        find_statements(value, SPEECH)
        return time.perf_counter() - started

    return min(once() for _ in range(3))


@pytest.mark.parametrize(
    ("unit", "times"),
    [("said ", 5000), ("“He said ", 1200), ('"a" said ', 1200), ("“No.” — Ana Reyes.\n\n", 200),
     ("REYES: No.\n\n", 200), ("He said it rained.\n\n", 200), ("“No,” he said. “No.”\n\n", 200)],
    ids=["said", "open", "short", "signed", "labels", "sentences", "quotes"],
)  # fmt: skip
def test_four_times_the_text_takes_about_four_times_as_long(unit, times):
    short, long = resolved(unit * (times // 4)), resolved(unit * times)
    assert seconds(long) < 8 * seconds(short) + 0.05


MANGLED = ['"', "“", "”", "'", "said", "He", "that", ",", ".", "according to", "noting",
           "\n", "the king"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(MANGLED)))
def test_no_text_however_mangled_raises(words):
    text = " ".join(words)
    for statement in statements(text):
        spans = (statement.cue, *statement.content)
        assert all(span.of(text).strip() for span in spans)
        assert not any(content.meets(statement.cue) for content in statement.content)


def test_a_label_before_each_turn_of_an_interview_names_who_speaks():
    text = "REYES: Will you sign the treaty?\n\nLOPEZ: We will not. It is a bad treaty."
    assert told(text) == [
        ("REYES", ":", ["Will you sign the treaty?"]),
        ("LOPEZ", ":", ["We will not. It is a bad treaty"]),
    ]


def test_a_single_word_in_capitals_before_a_colon_is_no_speaker():
    assert told("NOTE: The talks went on for two days.") == []


def test_a_name_behind_a_dash_signs_the_quotation_before_it():
    text = "“The road is closed. It will stay closed.”\n\n— Maria Lopez"
    assert told(text) == [("Maria Lopez", "—", ["“The road is closed. It will stay closed.”"])]


def test_a_dash_before_a_sentence_signs_nothing():
    assert told("“The road is closed. It will stay closed.” — She left the hall.") == []


def test_what_is_said_goes_on_over_a_coordinated_verb_of_its_own():
    text = "The general said he had inspected the port and thought of his soldiers."
    assert told(text)[0][2] == ["he had inspected the port and thought of his soldiers"]


def test_what_is_said_ends_where_its_speaker_says_something_else():
    text = "The general said the port was safe but warned that the road was not."
    assert [content for _, _, content in told(text)] == [["the port was safe"], ["that the road was not"]]


def test_a_report_s_connective_is_no_part_of_what_is_said():
    assert told("However, the port was open, the general said.")[0][2] == ["the port was open"]


def test_a_comment_with_as_has_its_own_speaker():
    text = "As several envoys have pointed out, the mayor is free to leave."
    assert told(text) == [("several envoys", "have pointed out", ["the mayor is free to leave"])]


def test_a_colon_at_a_paragraph_s_end_introduces_the_next_one():
    text = "The governor added:\n\nThe road will stay closed. Nobody may use it."
    assert told(text)[0] == ("The governor", "added", ["The road will stay closed. Nobody may use it"])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The general, speaking to soldiers in Porto, said that the road was safe.", "The general"),
        ("Even the general said that the road was safe.", "the general"),
        ("Maria Lopez (Labour) said that the road was safe.", "Maria Lopez (Labour)"),
    ],
)
def test_a_source_is_who_speaks_and_not_what_stands_beside(text, source):
    assert told(text)[0][0] == source


def test_the_main_clause_is_not_what_the_clause_before_it_says():
    text = "When the rebels claimed that the port was theirs, the general said that it was not."
    assert told(text) == [
        ("the rebels", "claimed", ["that the port was theirs"]),
        ("the general", "said", ["that it was not"]),
    ]


def test_a_report_that_is_one_long_quotation_keeps_its_speaker():
    middle = "“The harvest was poor and the roads were bad.\n\n" * 40
    found = told(f"“We are tired of war.\n\n{middle}“We want peace,” the elder said.")
    assert found[0][0] == "the elder"
    assert len(found[0][2]) == 42


# --- the frames' files


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("- name: say\n  cues: [say]\n  content: [clause]\n", "no example"),
        ("- name: say\n  cues: [say]\n  content: [song]\n  examples: ['{cue|x} {content|y}']\n", "song"),
        ("- name: say\n  cue: [say]\n  content: [clause]\n", "unknown key cue"),
        ("- cues: [say]\n", "without a name"),
        ("say: [clause]\n", "list of frames"),
    ],
)
def test_a_malformed_frame_is_refused_with_file_line_and_name(tmp_path, entry, complaint):
    for name in ("verbs.yaml", "nouns.yaml", "adjectives.yaml", "prepositions.yaml", "labels.yaml"):
        (tmp_path / name).write_text(entry, encoding="utf-8")
    with pytest.raises(DataError, match=rf"verbs\.yaml:1: .*{complaint}"):
        load_speech(tmp_path)


def test_a_broken_list_of_words_is_refused_with_file_and_section(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("others: [deny]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.yaml:1: the section 'refusals'"):
        speech_words(path)


# --- the real report


@pytest.mark.skipif(not REPORTS.exists(), reason="the shared report is not beside the project")
def test_every_speaker_of_the_real_report_is_found():
    text = next(REPORTS.glob("000_*.txt")).read_text(encoding="utf-8").split("\n", 4)[4]
    found = [(source, cue) for source, cue, _ in told(text)]
    assert found == [
        ("General Zhang Youxia, vice-chairman of the Central Military Commission", "said"),
        ("Zhang", "said"),
        ("He", "added"),
        ("the Ministry of National Defense", "according to"),
        ("Zhang", "said"),
        ("Zhang", "noting"),
        ("Zhang", "said"),
        ("Putin", "said"),
        ("He", "emphasized"),
        ("The Russian president", "said"),
        ("He", "said"),
        ("Putin", "emphasized"),
        ("Xi", "said"),
        ("the joint statement signed by the two presidents during Xi's state visit in March", "according to"),
        ("Zhang", "told"),
        ("China's Defense Ministry", "according to"),
    ]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("If the truce fails, the governor argued, there are other means.",
         ["If the truce fails", "there are other means"]),
        ("The museum, Ana Reyes said, celebrated three poets.", ["The museum", "celebrated three poets"]),
        ("So when the rebels left, Ana Reyes said, “we were alone.”", ["So when the rebels left", "“we were alone.”"]),
        ("In a statement, the governor said, the road would stay closed.", ["the road would stay closed"]),
        ("When the vote was over, Ana Reyes said, “We have won.”", ["“We have won.”"]),
    ],
)  # fmt: skip
def test_words_around_the_one_who_says_them_belong_to_him_and_circumstances_do_not(text, contents):
    assert [content for _, _, content in told(text)] == [contents]


def test_who_is_told_behind_a_quotation_is_the_addressee():
    (said,) = find_statements(with_actors("“You will never stand alone,” Joe Biden told Volodymyr Zelenskyy."), SPEECH)
    assert said.addressee is not None
    assert said.addressee.name == "Volodymyr Zelenskyy"


def test_a_nouns_clause_is_one_piece_with_what_is_said_of_its_subject():
    text = "The judge rejected the argument of the defence that Adam, himself beaten by the rebels, had not been free."
    assert told(text) == [
        ("the defence", "the argument", ["that Adam, himself beaten by the rebels, had not been free"]),
    ]


# --- written for what a reader found wrong in forty invented passages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "“We will not sign,” the foreign minister, Ana Petrova, said, “until the troops have left the valley.”",
            [("the foreign minister, Ana Petrova", "said")],
        ),
        ("A senior official, who asked not to be named, said Jordan was ready to talk.",
         [("A senior official, who asked not to be named", "said")]),
        ("Asked whether Poland would send tanks, the prime minister replied: “Not yet.”",
         [("the prime minister", "replied")]),
        ("Analysts, however, doubt that the truce will hold.", [("Analysts", "doubt")]),
        ("The envoy went on to say that both sides had lied.", [("The envoy", "went on to say")]),
        ("Nervo's claim that the judges were bribed angered the court.", [("Nervo's", "claim")]),
        ("The minister was quoted as saying that Turkey would stay.", [("The minister", "saying")]),
        ("The idea that the port was mined alarmed the traders.", []),
        ("The court's position is that the law is void.", [("The court's", "position")]),
        ("The problem is that nobody came.", []),
    ],
)  # fmt: skip
def test_who_says_it_and_by_what_word(text, found):
    assert [(source, cue) for source, cue, _ in told(text)] == found


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("LISBON — Prices will rise in May, the minister said.", ["Prices will rise in May"]),
        ("The governor called the new ruling a “gift to the smugglers”.", ["the new ruling a “gift to the smugglers”"]),
        ("The minister noted Friday that the port was closed.", ["that the port was closed"]),
        ("The embargo, Prime Minister Tomas Varga said, will be lifted in June.",
         ["The embargo", "will be lifted in June"]),
        ("France “will never abandon” Armenia, the foreign minister, Luc Perrin, told parliament on Tuesday.",
         ["France “will never abandon” Armenia"]),
    ],
)  # fmt: skip
def test_what_is_said_begins_and_ends_with_the_words(text, content):
    assert told(text)[0][2] == content


def test_who_is_warned_is_the_addressee():
    (statement,) = find_statements(with_actors("Serbia's president warned Kosovo on Friday that it would act."), SPEECH)
    assert statement.addressee is not None
    assert statement.addressee.name == "Kosovo"


def test_a_statement_released_by_a_ministry_is_the_ministry_s_and_a_joint_one_nobody_s_alone():
    assert named("According to a statement released by the Foreign Ministry, the talks will be held in Kyoto.") == [
        "Foreign Ministry"
    ]
    assert named("According to a joint statement issued by Iran and Oman, the talks will be held in Kyoto.") == [
        "a joint statement issued by Iran and Oman"
    ]
