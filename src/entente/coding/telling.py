"""An act as it is to be dated: where it stands, in whose words, and what the report told before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from entente.coding.acts import Act
from entente.coding.factuality import auxiliaries
from entente.coding.scene import Scene
from entente.model import Factuality, Mention, Sentence, Statement

FINITE = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True)
class Telling:
    """``heads`` are the tokens of the sentence that acts stand on, ``before`` the mentions dated so far, in order."""

    scene: Scene
    act: Act
    type: str
    mode: str | None
    factuality: Factuality
    heads: frozenset[int]
    statement: Statement | None
    before: tuple[Mention, ...]

    @property
    def published(self) -> date | None:
        return self.scene.resolved.report.published

    @property
    def sentence(self) -> Sentence:
        return self.scene.sentence

    @property
    def verb(self) -> int:
        """The token whose tense is the act's: its own or its light verb's, or the verb above a noun."""
        carrier = self.act.carrier
        if not self.scene.is_noun(carrier) or self.sentence.children(carrier, "cop"):
            return carrier
        above = self.sentence.ancestors(carrier)
        return next((i for i in above if self.is_clause(i)), carrier)

    def is_clause(self, i: int) -> bool:
        """Whether token *i* is a verb or stands with a copula."""
        return self.scene.tokens[i].upos == "VERB" or bool(self.sentence.children(i, "cop"))

    @property
    def is_noun(self) -> bool:
        """Whether a noun without a light verb presents the act."""
        return self.scene.is_noun(self.act.carrier)

    @property
    def auxiliaries(self) -> frozenset[str]:
        """The auxiliaries and copulas of ``verb``, in lower case."""
        return self.auxiliaries_of(self.verb)

    def auxiliaries_of(self, i: int) -> frozenset[str]:
        """The auxiliaries and copulas of token *i*, in lower case."""
        copulas = (self.scene.tokens[j].text.lower() for j in self.sentence.children(i, "cop"))
        return auxiliaries(self.scene, i) | frozenset(copulas)

    @property
    def _finite(self) -> int:
        """The verb that gives an infinitive or participle its time ("is to sue", "votes to impeach"), else ``verb``."""
        line = (self.verb, *self.sentence.ancestors(self.verb))
        finite = (i for i in line if self.scene.tokens[i].xpos in FINITE or self.auxiliaries_of(i))
        return next(finite, self.verb)

    @property
    def is_perfect(self) -> bool:
        """Whether the act itself stands in the present perfect: "has denied all charges", "have chosen to suppress"."""
        carrier = self.act.carrier
        chosen = self.scene.tokens[carrier].relation == "xcomp" and self.factuality == "actual"
        return self._in_perfect(carrier) or (chosen and not self.is_noun and self._in_perfect(self._finite))

    @property
    def is_in_perfect(self) -> bool:
        """Whether the clause around a noun, not its subject, is in the present perfect ("has sparked protests")."""
        line = (self.act.carrier, *self.sentence.ancestors(self.act.carrier))
        subject = any(self.scene.tokens[i].relation == "nsubj" for i in line)
        return self.is_noun and not subject and self._in_perfect(self._finite)

    @property
    def is_infinitive_perfect(self) -> bool:
        """Whether an infinitive puts the act before what is told ("was said to have been injured")."""
        marks = {self.scene.tokens[j].text.lower() for j in self.sentence.children(self.verb, "mark")}
        return "to" in marks and "have" in self.auxiliaries

    @property
    def is_past_perfect(self) -> bool:
        """Whether the act's verb stands in the past perfect ("had threatened", "they'd been warned")."""
        return self.is_had(self.verb)

    def is_had(self, i: int) -> bool:
        """Whether token *i* stands in the past perfect."""
        own = self.auxiliaries_of(i)
        return "had" in own or (bool(own & {"'d", "’d"}) and self.scene.tokens[i].xpos == "VBN")

    @property
    def is_reported(self) -> bool:
        """Whether the act stands in what somebody said, as the complement of the verb of saying."""
        return self._saying is not None

    @property
    def is_said_lately(self) -> bool:
        """Whether the verb of saying above the act stands in the present perfect ("has said he will not sign")."""
        saying = self._saying
        return saying is not None and self._in_perfect(saying)

    @property
    def _saying(self) -> int | None:
        if self.statement is None:
            return None
        above, cue = self.sentence.ancestors(self.act.carrier), self.statement.cue
        return next((i for i in above if self.scene.tokens[i].span.meets(cue)), None)

    def _in_perfect(self, i: int) -> bool:
        """Whether token *i* stands in the present perfect, also with the auxiliary of what it is coordinated with."""
        token, own = self.scene.tokens[i], auxiliaries(self.scene, i)
        if token.relation == "conj" and token.xpos == "VBD" and not own and not self.sentence.children(i, "nsubj"):
            return self._in_perfect(token.head)
        marks = {self.scene.tokens[j].text.lower() for j in self.sentence.children(i, "mark")}
        participle = token.xpos in ("VBN", "VBD") or (token.xpos == "VBG" and "been" in own)
        return bool(own & {"has", "have", "'ve", "’ve"}) and participle and "to" not in marks

    @property
    def is_past(self) -> bool:
        """Whether the clause tells of then: "vowed to fight", "were to be lifted"."""
        past = self.auxiliaries_of(self._finite) & {"was", "were", "did", "had"}
        return bool(past) or self.scene.tokens[self._finite].xpos == "VBD"

    @property
    def is_present(self) -> bool:
        """Whether the clause tells of now: "urges", "is investigating", "is suspected", "a trial is underway"."""
        verb, own = self.scene.tokens[self._finite], self.auxiliaries_of(self._finite)
        if own & {"had", "has", "have", "was", "were", "did", "will", "would", "been"}:
            return False
        return verb.xpos in ("VBZ", "VBP") or bool(own & {"is", "are", "'s", "’s", "am", "'m", "'re", "’re"})
