"""overview"""

from components import look

look.draw_heading("overview", "Being built.")
