"""What the benchmarks share: a clock that measures things side by side, realistic texts of any length, gold files."""
