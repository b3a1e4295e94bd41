"""Signs that the first reading lacks or mixes up: looked for, read again, told by their shapes, fused."""
