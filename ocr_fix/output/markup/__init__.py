"""hOCR and ALTO: words with their places, written anew or into the file that they came from."""
