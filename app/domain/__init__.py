"""What Parley talks about: conversations, requests, errors. Standard library only, no I/O."""
