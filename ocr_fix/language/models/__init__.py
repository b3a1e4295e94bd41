"""How likely words and letters are: tables of n-grams and what is made of them."""
