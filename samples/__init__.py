"""Swedish documents of our own composition as scans with their truths, and the code that makes them.

`python -m samples.make_samples` makes every sample anew; README.md in this folder tells what each one is.
"""
