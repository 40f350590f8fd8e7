"""Parameters of addresses and lists, each with its limits."""

from typing import Annotated

from litestar.params import PathParameter, QueryParameter

from api.shapes.values import CURSOR, EXTERNAL_ID, LONGEST_SKU, MOST_ID, PROSE
from domain.backorders import State
from domain.broadcasts import BroadcastState
from domain.canned import NAME as CANNED
from domain.conversations import ConversationState
from domain.notices import MessageState
from domain.skus import PATTERN as SKU
from domain.subscriptions import SubscriptionState
from domain.supplies import SupplyState

MOST_ITEMS = 200

SkuPath = Annotated[str, PathParameter(pattern=SKU, max_length=LONGEST_SKU, description="The product.")]
CustomerPath = Annotated[str, PathParameter(pattern=EXTERNAL_ID, description="The shop's number of the customer.")]
BackorderId = Annotated[int, PathParameter(ge=1, le=MOST_ID)]
SupplyId = Annotated[int, PathParameter(ge=1, le=MOST_ID)]
RecallId = Annotated[int, PathParameter(ge=1, le=MOST_ID)]
MessageId = Annotated[int, PathParameter(ge=1, le=MOST_ID)]
BroadcastId = Annotated[int, PathParameter(ge=1, le=MOST_ID)]
ConversationId = Annotated[int, PathParameter(ge=1, le=MOST_ID)]
CannedName = Annotated[str, PathParameter(pattern=CANNED, max_length=64, description="What the team types.")]
SentenceKey = Annotated[str, PathParameter(pattern=r"^[a-z0-9-]{1,80}$(?!\n)", description="The sentence.")]
SubscriptionId = Annotated[int, PathParameter(ge=1, le=MOST_ID)]

Limit = Annotated[int, QueryParameter(ge=1, le=MOST_ITEMS, description="Most items on the page.")]
After = Annotated[str | None, QueryParameter(pattern=CURSOR, description="The cursor `next` of the page before.")]
WantsAttention = Annotated[
    bool, QueryParameter(name="attention", description="Only those that a person of the shop should look at.")
]
OfSku = Annotated[str | None, QueryParameter(pattern=SKU, max_length=LONGEST_SKU, description="Only of this product.")]
OfCustomer = Annotated[str | None, QueryParameter(pattern=EXTERNAL_ID, description="Only of this customer.")]
Text = Annotated[str | None, QueryParameter(max_length=200, pattern=PROSE, description="Words that all occur.")]
Category = Annotated[str | None, QueryParameter(max_length=200, pattern=PROSE, description="Only of this category.")]

# The framework keeps the name `state` for itself, so these arguments are called `standing`.
BackorderState = Annotated[State | None, QueryParameter(name="state", description="Only in this state.")]
StateOfSupply = Annotated[SupplyState | None, QueryParameter(name="state", description="Only in this state.")]
StateOfSubscription = Annotated[
    SubscriptionState | None, QueryParameter(name="state", description="Only in this state.")
]
StateOfConversation = Annotated[
    ConversationState | None, QueryParameter(name="state", description="Only in this state.")
]
StateOfMessage = Annotated[MessageState | None, QueryParameter(name="state", description="Only in this state.")]
StateOfBroadcast = Annotated[BroadcastState | None, QueryParameter(name="state", description="Only in this state.")]
