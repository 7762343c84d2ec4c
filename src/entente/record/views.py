"""Views for those who ask a record in SQL: what is current, judgements applied, in plain columns.

Their columns are described in docs/reference/sql.md; they stay when the tables below them change.
"""

from __future__ import annotations

from sqlalchemy import Connection

NAMES = ("event_view", "participant_view", "statement_view", "report_view", "dyad_month_view", "judgement_view")
_HOME = "JOIN runs r ON r.number = s.run JOIN reports p ON p.id = r.report"
_PERIOD = {
    "sqlite": "printf('%04d-%02d', month / 12, month % 12 + 1)",
    "postgresql": "lpad((month / 12)::text, 4, '0') || '-' || lpad((mod(month, 12) + 1)::text, 2, '0')",
}


def make_views(connection: Connection) -> None:
    dialect = connection.dialect.name
    for name, query in _views(dialect).items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")


def _views(dialect: str) -> dict[str, str]:
    return {
        "event_view": f"""SELECT s.id, s.first AS date, s.last AS enddate, s.type AS event, s.mode, s.quad AS quad_code,
            s.score AS event_scale, {_codes("actor", dialect)} AS actor, {_codes("recipient", dialect)} AS recipient,
            s.place, s.country AS place_country, s.factuality, s.confidence, s.mentions, s.sources, s.reviewed,
            p.source AS report, p.published, p.publisher, s.words AS event_text
            FROM shown s {_HOME} WHERE s.kind = 'event'""",
        "participant_view": """SELECT s.id, s.kind, a.role, a.code, a.sector, a.name
            FROM parties a JOIN shown s ON s.number = a.shown""",
        "statement_view": f"""SELECT s.id, s.first AS date, s.last AS enddate,
            (SELECT min(a.name) FROM parties a WHERE a.shown = s.number AND a.role = 'speaker') AS speaker,
            (SELECT min(a.code) FROM parties a WHERE a.shown = s.number AND a.role = 'speaker') AS speaker_code,
            s.place, p.source AS report, p.published, p.publisher, s.words AS content
            FROM shown s {_HOME} WHERE s.kind = 'statement'""",
        "report_view": """SELECT p.source AS report, p.title, p.byline, p.published, p.published_basis, p.publisher,
            p.url, r.coded, r.knowledge, c.withdrawn, p.text
            FROM sources c JOIN runs r ON r.number = c.run JOIN reports p ON p.id = r.report""",
        "dyad_month_view": f"""SELECT actor, recipient, {_PERIOD[dialect]} AS month, count(*) AS events,
            sum(mentions) AS mentions, sum(sources) AS sources, sum(score) AS score
            FROM dyads WHERE NOT wide GROUP BY dyads.actor, dyads.recipient, dyads.month""",
        "judgement_view": """SELECT j.number, j.id, j.kind, j.target, j.field, j.value, j.who, j.why, j.moment,
            u.id IS NOT NULL AS undone
            FROM judgements j LEFT JOIN judgements u ON u.kind = 'undo' AND u.value = j.id""",
    }


def _codes(role: str, dialect: str) -> str:
    """The codes of those in *role*, in their order; ``---`` for one that is not resolved."""
    code = "coalesce(a.code, '---')"
    joined = f"group_concat({code}, ';')" if dialect == "sqlite" else f"string_agg({code}, ';' ORDER BY a.number)"
    return f"(SELECT {joined} FROM parties a WHERE a.shown = s.number AND a.role = '{role}')"
