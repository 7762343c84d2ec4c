"""The record on the web: REST under ``/api``, pages at ``/``; ``entente serve`` starts it.

For whoever writes a page:

* ``pages/__init__.py`` lists the routers in ``ROUTERS``; ``app.create(where, settings)`` mounts them all, REST under
  ``/api`` and ``static/`` at ``/static``. Endpoints are plain ``def`` and run in the pool of threads.
* ``dependencies`` has what an endpoint asks for by the type of an argument:
  ``record: Held`` (the open ``entente.Record``, safe to share between threads), ``settings: Set`` (``Settings``),
  ``visitor: Visiting`` (``Visitor``: ``who`` judges, ``may_read``, ``may_write``), and
  ``who: Writing`` (the reviewer's name, after the right to write and the CSRF token were checked; 401 or 403 else).
* ``rendering.show(request, "events.html", {...})`` gives a template: autoescaped, with ``csrf`` (a token to put into
  ``<input type="hidden" name="csrf">`` or ``hx-headers='{"X-CSRF-Token": "..."}'``), ``visitor``, ``settings``,
  ``version``. Templates lie in ``templates/``; ``error.html`` gets ``status``, ``title`` and ``detail``, ``login.html``
  the rest.
* The content security policy is strictly ``'self'``: no inline script or style, no ``eval``; htmx needs
  ``includeIndicatorStyles: false, allowEval: false`` in its ``<meta name="htmx-config">``. Style set from script
  (``element.style``) is allowed.
* Any ``EntenteError`` becomes an answer by itself: ``UsageError`` 422, unknown id 404, ``RecordError`` 503; as a page
  to who asks for a page, and ``application/problem+json`` under ``/api``. ``Refused(status, detail)`` is for others.
* Filters of REST and pages are one: an argument ``asked: Events`` (``asked.Events``, ``Statements``, ``Commitments``,
  ``Counts``; for others ``asked.of(question)``) holds ``asked.filters``, ``order``, ``limit`` and ``after`` as they
  stand in the address, and ``record.events(**asked.page)`` asks for that page. Unknown names are refused.
"""
