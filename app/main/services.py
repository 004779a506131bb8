"""All that the program does without a window, built once."""

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from app.providers.factory import ProviderFactory
from app.services.access import Access
from app.services.attachments import Attachments
from app.services.budget import Budget
from app.services.connections import Connections
from app.services.conversations import Conversations
from app.services.credentials import Credentials
from app.services.data_folder import DataFolder
from app.services.deletion import Deletion
from app.services.events import Events
from app.services.model_catalogue import ModelCatalogue
from app.services.preferences import Preferences
from app.services.running_answers import RunningAnswers
from app.services.sharing.exchange import Exchange
from app.services.usage import Usages
from app.services.votes import Votes
from app.storage.connection_records import ConnectionRecords
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.key_records import KeyRecords
from app.storage.key_store import KeyStore
from app.storage.spending import SpendingStore
from app.storage.votes import VoteStore


@dataclass(frozen=True, slots=True)
class Services:
    """They share one database, one provider factory and one line of events."""

    database: Database
    factory: ProviderFactory
    events: Events
    preferences: Preferences
    connections: Connections
    credentials: Credentials
    access: Access
    catalogue: ModelCatalogue
    conversations: Conversations
    running: RunningAnswers
    deletion: Deletion
    attachments: Attachments
    budget: Budget
    usages: Usages
    votes: Votes
    exchange: Exchange
    data_folder: DataFolder


def build_services(
    home: Path,
    database: Database,
    factory: ProviderFactory,
    preferences: Preferences,
    ask_over_budget: Callable[[str], Awaitable[bool]],
) -> Services:
    """Build them over what is stored in `home`; nothing runs yet."""
    events = Events()
    key_store = KeyStore()
    connection_records = ConnectionRecords(home / "connections.json")
    connections = Connections(key_store, connection_records, factory)
    key_records = KeyRecords(home / "keys.json")
    credentials = Credentials(key_store, key_records, factory, connections, os.environ)
    access = Access(factory, connections, credentials)
    store, vote_store = ConversationStore(database), VoteStore(database)
    conversations = Conversations(store, events)
    running = RunningAnswers(store, conversations, access, events)
    votes = Votes(vote_store, events)
    spending = SpendingStore(database)
    budget = Budget(spending, preferences, ask=ask_over_budget)
    return Services(
        database=database,
        factory=factory,
        events=events,
        preferences=preferences,
        connections=connections,
        credentials=credentials,
        access=access,
        catalogue=ModelCatalogue(factory, preferences, credentials, connections),
        conversations=conversations,
        running=running,
        deletion=Deletion(store, conversations, running, events),
        attachments=Attachments(store, factory),
        budget=budget,
        usages=Usages(spending, budget),
        votes=votes,
        exchange=Exchange(conversations, store, votes, vote_store, events),
        data_folder=DataFolder(home, database),
    )
