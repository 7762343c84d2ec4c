"""What leaves the house: one file per format, and the shapes and schemas of the JSON ones."""
