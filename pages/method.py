"""How it decides: the way from a file to a claim, the rules that fired, how well they do."""

from components import look, method_notes
from components.answers import ask
from components.filters import current_selection
from tables import rules

selection = current_selection()
look.draw_heading("How it decides", "Every claim names the rule that found it and marks the words that it rests on.")
method_notes.draw_steps()
method_notes.draw_evaluation()
method_notes.draw_rules(ask(rules.rules_in, selection))
method_notes.draw_left_out(ask(rules.discarded_files), ask(rules.build_facts))
