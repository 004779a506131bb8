"""What the program does, without Qt: chats, the models on offer, preferences."""
