"""How texts and files write things, known alike to several rooms: words and boxes, addresses, hyphens, code."""
