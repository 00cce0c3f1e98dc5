"""Speed, as ratios against the same work written plainly elsewhere, in one run."""
