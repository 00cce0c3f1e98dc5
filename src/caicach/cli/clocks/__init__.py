"""`caicach clocks`: three definitions of on time, compared and explained."""
