"""What is left alone, and why: the one policy of all vetoes, and the shapes, codes and names that it knows."""
