"""`caicach admin`: what is done to an installation from its own machine."""
