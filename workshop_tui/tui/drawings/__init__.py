"""Pure drawings: what is to be shown and a width in, rows of styled text out."""
