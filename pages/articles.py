"""Articles: the list of them, and one article to read with what was found in it."""

from components import links
from components.filters import current_selection
from components.reader import draw_article, draw_list

selection = current_selection()
article = links.read_own("article")
claim = links.read_own("claim")
passage = links.read_own("passage")
if article:
    draw_article(article, claim, passage, selection)
else:
    draw_list(selection)
