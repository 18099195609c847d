"""The travel credits table; a credit is made and used together with a booking, through `booking_commits.py`."""

from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.money import Money
from chalicelib.domain.servicing.travel_credits import Credit, CreditMove, CreditStep
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import TimeAttribute, table_meta


class _ByUser(GlobalSecondaryIndex["CreditRow"]):
    class Meta:
        index_name = "user-created"
        projection = AllProjection()

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class CreditRow(Model):
    """One credit in minor units."""

    Meta = table_meta("credits")

    credit_id = UnicodeAttribute(hash_key=True, attr_name="creditId")
    user_id = UnicodeAttribute(attr_name="userId")
    supplier = UnicodeAttribute()
    currency = UnicodeAttribute()
    amount = NumberAttribute()
    remaining = NumberAttribute()
    reserved = NumberAttribute()
    spent = NumberAttribute()
    expires_at = TimeAttribute(attr_name="expiresAt")
    created_at = TimeAttribute(attr_name="createdAt")
    from_booking_id = UnicodeAttribute(attr_name="fromBookingId")
    from_order_id = UnicodeAttribute(attr_name="fromOrderId")
    issuer = UnicodeAttribute(null=True)
    guest_id = UnicodeAttribute(attr_name="guestId", null=True)

    by_user = _ByUser()


def to_row(credit: Credit) -> CreditRow:
    """Return the row that keeps `credit`."""
    return CreditRow(
        credit.credit_id,
        user_id=credit.user_id,
        supplier=credit.supplier,
        currency=credit.amount.currency,
        amount=credit.amount.amount,
        remaining=credit.remaining.amount,
        reserved=credit.reserved.amount,
        spent=credit.spent.amount,
        expires_at=credit.expires_at,
        created_at=credit.created_at,
        from_booking_id=credit.from_booking_id,
        from_order_id=credit.from_order_id,
        issuer=credit.issuer,
        guest_id=credit.guest_id,
    )


def list_credits(user_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Credit]:
    """Return one page of an employee's credits, the oldest first, and the key after which the next page starts."""
    rows = CreditRow.by_user.query(user_id, limit=limit, page_size=limit, last_evaluated_key=start)
    return ResultPage([_to_credit(row) for row in rows], rows.last_evaluated_key)


def move_expression(move: CreditMove, now: datetime) -> tuple[list[Action], Condition]:
    """Return the update and the condition by which one transition moves a credit."""
    amount = move.amount.amount
    remaining, reserved, spent = CreditRow.remaining, CreditRow.reserved, CreditRow.spent
    same_currency = CreditRow.currency == move.amount.currency
    if move.step is CreditStep.RESERVE:
        stands = (CreditRow.expires_at > now) & (remaining >= amount)
        return [remaining.set(remaining - amount), reserved.set(reserved + amount)], same_currency & stands
    if move.step is CreditStep.SPEND:
        return [reserved.set(reserved - amount), spent.set(spent + amount)], same_currency & (reserved >= amount)
    if move.step is CreditStep.RELEASE:
        return [reserved.set(reserved - amount), remaining.set(remaining + amount)], same_currency & (
            reserved >= amount
        )
    return [spent.set(spent - amount), remaining.set(remaining + amount)], same_currency & (spent >= amount)


def _to_credit(row: CreditRow) -> Credit:
    def money(amount: float) -> Money:
        return Money(amount=int(amount), currency=row.currency)

    return Credit(
        credit_id=row.credit_id,
        user_id=row.user_id,
        supplier=row.supplier,
        amount=money(row.amount),
        remaining=money(row.remaining),
        reserved=money(row.reserved),
        spent=money(row.spent),
        expires_at=row.expires_at,
        created_at=row.created_at,
        from_booking_id=row.from_booking_id,
        from_order_id=row.from_order_id,
        issuer=row.issuer,
        guest_id=row.guest_id,
    )
