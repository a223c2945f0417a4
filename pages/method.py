"""method"""

from components import look

look.draw_heading("method", "Being built.")
