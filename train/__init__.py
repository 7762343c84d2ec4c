"""Builds the language model that ``entente.language`` runs; not shipped. ``python -m train`` makes everything."""
