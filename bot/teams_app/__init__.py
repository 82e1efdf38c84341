"""The app that an administrator uploads to Teams: its manifest, its words in both languages, its icons."""
