"""The import: a folder of exports becomes the store, all of it or nothing (formats.md)."""
