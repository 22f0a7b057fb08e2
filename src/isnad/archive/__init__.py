"""Where reports, what was read in them and what people judged of it are kept; `library.py` is its façade."""
