"""Programs that look for input which breaks entente (see ``python -m fuzz --help``); not shipped."""
