"""How the trained coder is made: prepare, train, export. Needs torch, which the program itself does not."""
