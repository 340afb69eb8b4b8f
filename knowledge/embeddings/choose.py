"""Which models vote, by the setting `EMBEDDINGS`."""

from domain.errors import OwnerlineError
from domain.text import Text
from knowledge.embeddings.encoder import Encoders, LangChainEncoder

BUNDLED = "bundled"


class EmbeddingsUnavailable(OwnerlineError):
    """The setting names embeddings that cannot be had: unknown, or an extra is not installed."""


def load_encoders(setting: str = BUNDLED) -> Encoders:
    """Load the models that `setting` names (`bundled`, or `provider:model` as LangChain knows it).

    Blocks for about a second: call it in a thread. Raises `EmbeddingsUnavailable`.
    """
    if setting == BUNDLED:
        return _bundled()
    if ":" not in setting:
        raise EmbeddingsUnavailable(Text("knowledge.embeddings.malformed", setting=setting))
    from langchain.embeddings import init_embeddings  # noqa: PLC0415 - only who asks for it pays

    try:
        model = init_embeddings(setting)
    except ImportError as error:
        raise EmbeddingsUnavailable(
            Text("knowledge.embeddings.missing_extra", setting=setting, reason=str(error)[:200])
        ) from error
    except Exception as error:
        raise EmbeddingsUnavailable(
            Text("knowledge.embeddings.refused", setting=setting, reason=str(error)[:200])
        ) from error
    return Encoders(LangChainEncoder(setting, model))


def _bundled() -> Encoders:
    from knowledge.embeddings.e5 import E5Embeddings, e5_file  # noqa: PLC0415 - see above
    from knowledge.embeddings.minilm import MiniLmEmbeddings  # noqa: PLC0415
    from knowledge.embeddings.universal import UniversalEmbeddings  # noqa: PLC0415

    file = e5_file()
    return Encoders(
        main=UniversalEmbeddings(),
        latin=MiniLmEmbeddings(),
        wide=None if file is None else E5Embeddings(file),
    )
