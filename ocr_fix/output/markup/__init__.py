"""hOCR, ALTO and PAGE: words with their places, written anew or into the file that they came from."""
