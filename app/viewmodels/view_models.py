"""Everything that the window shows and does: what it is handed when it is built."""

from dataclasses import dataclass

from app.viewmodels.activity import ActivityViewModel
from app.viewmodels.alignment import Alignment
from app.viewmodels.blind import BlindViewModel
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.chats import ChatsViewModel
from app.viewmodels.connections import ConnectionsViewModel
from app.viewmodels.data import DataViewModel
from app.viewmodels.lens import LensViewModel
from app.viewmodels.local_models import LocalModelsViewModel
from app.viewmodels.merging import MergingViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.over_budget import OverBudget
from app.viewmodels.picking import TrayViewModel
from app.viewmodels.preferences import PreferencesViewModel
from app.viewmodels.presets import PresetsViewModel
from app.viewmodels.providers import ProvidersViewModel
from app.viewmodels.quote import QuoteViewModel
from app.viewmodels.ranking import RankingViewModel
from app.viewmodels.sharing import SharingViewModel
from app.viewmodels.tasks import Tasks
from app.viewmodels.usage import UsageViewModel
from app.viewmodels.votes import VotesViewModel


@dataclass(frozen=True, slots=True)
class ViewModels:
    """They live as long as the program; a window that is built anew finds all as it was."""

    tasks: Tasks
    preferences: PreferencesViewModel
    models: ModelsViewModel
    local_models: LocalModelsViewModel
    providers: ProvidersViewModel
    connections: ConnectionsViewModel
    presets: PresetsViewModel
    data: DataViewModel
    chats: ChatsViewModel
    activity: ActivityViewModel
    chat: ChatViewModel
    quote: QuoteViewModel
    over_budget: OverBudget
    lens: LensViewModel
    alignment: Alignment
    merging: MergingViewModel
    tray: TrayViewModel
    sharing: SharingViewModel
    blind: BlindViewModel
    votes: VotesViewModel
    ranking: RankingViewModel
    usage: UsageViewModel
