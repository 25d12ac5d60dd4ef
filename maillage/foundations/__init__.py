"""What every room stands on: folded text, numbers, periods and dates in French words, patterns. No models."""
