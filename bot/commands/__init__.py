"""The commands of `sagspuls`, one file per noun."""
