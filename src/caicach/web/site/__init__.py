"""The installation as a whole: addresses, requests, health, the frame of each page."""
