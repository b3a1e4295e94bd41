"""How the project's own Tesseract model is made: lines of text, their pictures, training, export."""
