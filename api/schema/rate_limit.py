"""What a question costs, and what is left to whoever asks."""

from datetime import datetime

import strawberry

from api.schema.context import Context
from api.schema.fields import field
from api.service.callers import BUDGET, WINDOW, Asking
from api.service.reads import not_to_be_kept


@strawberry.type(
    description="What this question costs and what is left, in milliseconds of the service's time "
    f"as they are reckoned before it runs. Each caller has {BUDGET:,} in {WINDOW / 60:.0f} minutes."
)
class RateLimit:
    asking: strawberry.Private[Asking]

    @classmethod
    def of(cls, context: Context) -> "RateLimit":
        """Return what a request costs: another time it is another answer."""
        not_to_be_kept()
        return cls(asking=context.asking)

    @field("What this question costs; at least 1.")
    def cost(self) -> int:
        return self.asking.cost

    @field("What a caller may ask for within the same ten minutes.")
    def limit(self) -> int:
        return self.asking.allowance.limit

    @field("What is left, this question taken off; 0: the next one is refused.")
    def remaining(self) -> int:
        return self.asking.allowance.remaining

    @field("When all of it may be asked for again.")
    def reset_at(self) -> datetime:
        return self.asking.allowance.reset_at
