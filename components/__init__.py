"""What pages are made of: the frame, the filters, the palette, claim cards and charts."""
