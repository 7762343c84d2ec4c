"""The language stage: sentences, words, tags, lemmas, dependencies, names, roles and acts from a report's text.

``load()`` opens the shipped model, ``parse(report, model)`` reads a report. This package is the only importer of
onnxruntime and tokenizers, and imports them only when a model is loaded.
"""

from entente.language.judge import judge
from entente.language.parse import MODEL, LanguageModel, factuality, load, parse, parse_words

__all__ = ["MODEL", "LanguageModel", "factuality", "judge", "load", "parse", "parse_words"]
