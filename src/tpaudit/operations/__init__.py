"""Operations: load, judge and return, without printing anything; the Python API."""
