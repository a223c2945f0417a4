"""articles"""

from components import look

look.draw_heading("articles", "Being built.")
