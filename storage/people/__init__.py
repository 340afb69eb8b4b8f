"""Who is writing: owners, chats, open forms."""
