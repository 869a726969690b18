"""Speed as ratios of runs side by side; `python -m benchmarks`."""
