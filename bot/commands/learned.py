"""`sagspuls train`, and the desk with what it has learned."""

from __future__ import annotations

import typer

from bot.commands.office import RefusedError, run
from bot.desk import Desk
from bot.understanding.classifier import Model
from bot.understanding.training import TrainingError, ensure_model
from storage.database import Store
from storage.settings import Settings


async def desk_at(store: Store, settings: Settings) -> Desk:
    """The desk of this store."""
    return Desk(store, settings, await model_at_hand(settings))


async def model_at_hand(settings: Settings) -> Model:
    """The trained model, trained first where it is missing or a phrase has changed."""
    try:
        return await ensure_model(settings.home)
    except TrainingError as error:
        raise RefusedError(str(error)) from error


def train() -> None:
    """Learn the phrases now; the other commands do it by themselves when a phrase has changed."""

    async def work(_store: Store, settings: Settings) -> Model:
        return await model_at_hand(settings)

    model = run(work)
    typer.echo(f"{len(model.questions)} questions are learned.")
