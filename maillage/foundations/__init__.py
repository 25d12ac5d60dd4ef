"""What every room stands on: text folding, numbers, periods and dates in French words. No models, no input or output."""
