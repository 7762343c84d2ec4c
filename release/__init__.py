"""Programs that make what goes with a release: the bill of materials and the manual page; not shipped."""
