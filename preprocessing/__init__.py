"""Articles in, tables out: reads articles, finds claims in them and publishes the tables."""
