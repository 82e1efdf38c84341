"""Setting up in chat: schedules, their form and preview, and which channel is a team's."""
