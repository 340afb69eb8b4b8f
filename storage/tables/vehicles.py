"""Cars, and who has them: a car outlives its owner."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import NEVER_AGAIN, Base
from storage.tables.types import BigId, TZDateTime, Words


class VehicleRow(Base):
    """A car. The VIN is found by, but not unique: what owners say of their cars is unproven."""

    __tablename__ = "vehicles"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    vin: Mapped[str | None] = mapped_column(Words, index=True)
    plate: Mapped[str | None] = mapped_column(Words)
    model: Mapped[str] = mapped_column(Text)
    year: Mapped[int | None]
    mileage_km: Mapped[int | None]
    mileage_at: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(TZDateTime)

    __table_args__ = (NEVER_AGAIN,)


class OwnershipRow(Base):
    """That somebody had a car from `since` on; still has it while `until` is empty."""

    __tablename__ = "ownerships"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("owners.id", ondelete="CASCADE"))
    vehicle_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("vehicles.id", ondelete="CASCADE"), index=True
    )
    since: Mapped[datetime] = mapped_column(TZDateTime)
    until: Mapped[datetime | None] = mapped_column(TZDateTime)

    __table_args__ = (
        Index(
            "uq_ownerships_present",
            "owner_id",
            "vehicle_id",
            unique=True,
            postgresql_where=text("until IS NULL"),
            sqlite_where=text("until IS NULL"),
        ),
        Index("ix_ownerships_owner_id", "owner_id"),
        Index("ix_ownerships_since", "since"),
        NEVER_AGAIN,
    )
