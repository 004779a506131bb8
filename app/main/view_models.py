"""What the window shows and does, built once over the services."""

from app.main.services import Services
from app.services.chat import ChatService
from app.services.line_ups import LineUps
from app.services.model_catalogue import Source
from app.services.quotas import Quotas
from app.services.quote import Quoter
from app.viewmodels.activity import ActivityViewModel
from app.viewmodels.alignment import Alignment
from app.viewmodels.blind import BlindViewModel
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.chats import ChatsViewModel
from app.viewmodels.connections import ConnectionsViewModel
from app.viewmodels.data import DataViewModel
from app.viewmodels.key_choices import KeyChoices
from app.viewmodels.lens import LensViewModel
from app.viewmodels.local_models import LocalModelsViewModel
from app.viewmodels.merging import MergingViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.over_budget import OverBudget
from app.viewmodels.picking import TrayViewModel
from app.viewmodels.preferences import PreferencesViewModel
from app.viewmodels.presets import PresetsViewModel
from app.viewmodels.providers import ProvidersViewModel
from app.viewmodels.quotas import QuotasViewModel
from app.viewmodels.quote import QuoteViewModel
from app.viewmodels.ranking import RankingViewModel
from app.viewmodels.row_builder import RowBuilder
from app.viewmodels.sharing import SharingViewModel
from app.viewmodels.sources import SourceNames
from app.viewmodels.tasks import Tasks
from app.viewmodels.usage import UsageViewModel
from app.viewmodels.view_models import ViewModels
from app.viewmodels.votes import VotesViewModel


def build_view_models(services: Services, over_budget: OverBudget) -> ViewModels:
    """Build them on the event loop that runs, which their tasks will run on."""
    tasks, conversations = Tasks(), services.conversations
    preferences = PreferencesViewModel(services.preferences, tasks)
    models = ModelsViewModel(services.catalogue, tasks)
    service = ChatService(services.running, conversations, services.budget)
    chat = _build_chat(services, service, models, tasks)
    blind = BlindViewModel(chat, conversations, tasks)
    quoter = Quoter(services.access)
    return ViewModels(
        tasks=tasks,
        preferences=preferences,
        models=models,
        local_models=LocalModelsViewModel(services.factory, services.catalogue, tasks),
        providers=_build_providers(services, tasks),
        connections=ConnectionsViewModel(
            services.connections, services.access, services.catalogue, tasks
        ),
        presets=PresetsViewModel(preferences),
        data=DataViewModel(services.data_folder, tasks),
        chats=ChatsViewModel(conversations, services.deletion, services.events, tasks),
        activity=ActivityViewModel(services.running, conversations, services.events),
        chat=chat,
        quote=QuoteViewModel(chat, models, quoter, services.attachments, conversations, tasks),
        over_budget=over_budget,
        lens=LensViewModel(chat, tasks),
        alignment=Alignment(chat, tasks),
        merging=MergingViewModel(service, chat, models, quoter, services.attachments, tasks),
        tray=TrayViewModel(conversations, chat, tasks),
        sharing=SharingViewModel(services.exchange, chat, tasks),
        blind=blind,
        votes=VotesViewModel(services.votes, chat, blind, conversations, tasks),
        ranking=RankingViewModel(services.votes, models, tasks),
        usage=_build_usage(services, models, tasks),
    )


def _build_chat(
    services: Services, service: ChatService, models: ModelsViewModel, tasks: Tasks
) -> ChatViewModel:
    keys = KeyChoices(services.credentials, services.connections)
    return ChatViewModel(
        service,
        services.running,
        services.conversations,
        LineUps(services.preferences),
        RowBuilder(models, services.running.live_answer, keys),
        services.attachments,
        services.events,
        tasks,
    )


def _build_providers(services: Services, tasks: Tasks) -> ProvidersViewModel:
    factory = services.factory
    quotas = Quotas(factory, services.connections, services.credentials)
    return ProvidersViewModel(
        services.credentials,
        services.connections,
        services.access,
        services.catalogue,
        [Source(name, "", factory.label(name)) for name in factory.list_vendors()],
        QuotasViewModel(quotas, services.events),
        tasks,
    )


def _build_usage(services: Services, models: ModelsViewModel, tasks: Tasks) -> UsageViewModel:
    names = SourceNames(services.factory, services.catalogue, services.credentials)
    return UsageViewModel(services.usages, models, names, services.events, tasks)
