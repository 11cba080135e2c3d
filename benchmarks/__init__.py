"""Programs that measure accuracy, speed and odds; each prints one JSON object as its last line."""
