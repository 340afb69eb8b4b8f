"""A draft's parts that are written: question, answer, ways to ask, years, dates, a picture."""

from dataclasses import replace

from domain.curation import Draft, NewDraft
from domain.faq_limits import LONGEST_QUESTION, MOST_VARIANTS
from domain.faq_words import Answer, answer_of, dates_of, lines_of, one_line, years_of
from domain.form_words import FormWord, form_word
from domain.incoming import MediaKind, Said, Shared
from domain.knowledge import EntryStatus, FaqEntry, FaqText
from domain.outgoing import Button, Buttons, Outgoing
from domain.ports import Effect, Work
from domain.text import Body, Joined, Text
from handlers.curation import drafts, lists, parts, recent, steps, trying
from handlers.curation.curator import GONE, HOME, NOT_ALLOWED, Curator, curator_of
from handlers.curation.names import language_of
from handlers.curation.steps import At, Step, leaving
from handlers.turn import Turn

GENERAL = "general"


async def new(curator: Curator, rest: list[str]) -> Effect:
    """Begin a new entry with its question."""
    del rest
    at = At(Step.QUESTION, None, curator.turn.locale, new=True)
    return parts.waits(curator, at, Text("curation.ask_question"), leaving(None))


async def question(curator: Curator, rest: list[str]) -> Effect:
    """Ask for a draft's question in a language. `rest`: the draft, the language."""
    draft, locale = await drafts.draft_of(curator, rest), _locale(curator, rest)
    if draft is None or locale is None:
        return curator.turn.notices(GONE)
    is_first = locale not in draft.entry.texts
    at = At(Step.QUESTION, draft.id, locale, new=is_first)
    asked = Text("curation.ask_question_in", language=language_of(locale))
    return parts.waits(curator, at, asked, leaving(draft.id))


async def answer(curator: Curator, rest: list[str]) -> Effect:
    """Ask for a draft's answer in a language. `rest`: the draft, the language."""
    draft, locale = await drafts.draft_of(curator, rest), _locale(curator, rest)
    if draft is None or locale not in draft.entry.texts or locale is None:
        return curator.turn.notices(GONE)
    at = At(Step.ANSWER, draft.id, locale)
    return parts.waits(curator, at, ask_answer(locale), leaving(draft.id))


async def whole(curator: Curator, rest: list[str]) -> Effect:
    """The answer is whole: go on to the category of a new entry, else to the draft's page."""
    draft = await drafts.draft_of(curator, rest)
    if draft is None:
        return curator.turn.notices(GONE)
    at = steps.open_step(curator.turn)
    locale = at.locale if at else curator.turn.locale
    is_new = at is not None and at.new and draft.is_new and len(draft.entry.texts) == 1
    if is_new:
        keys = await parts.categories_of(curator)
        screen = parts.choose_category(curator, draft, keys)
    else:
        screen = await drafts.page(curator, draft, locale)
    return parts.change(curator, draft, draft.entry, lambda _: screen)


async def take(turn: Turn, words: str) -> Effect | None:  # noqa: PLR0911 - a list of steps
    """Take words for the open step; None when no step of the FAQ is open."""
    at = steps.open_step(turn)
    if at is None:
        return None
    curator = await curator_of(turn)
    if curator is None:
        return _closed(turn)
    content = turn.incoming.content
    html = content.html if isinstance(content, Said | Shared) else ""
    photo = _photo(turn)
    if photo is None and form_word(words) is FormWord.CANCEL:
        return await parts.leave(curator, [str(at.draft or 0)])
    if at.step is Step.SEARCH:
        return await lists.results(curator, words)
    if at.step is Step.LABEL:
        return await recent.found(curator, at.question or 0, words)
    if at.step is Step.TRY and at.draft is None:
        return await trying.tried(curator, None, words)
    if at.draft is None:
        return _begun(curator, at, words)
    draft = await drafts.draft_of(curator, [str(at.draft)])
    if draft is None:
        return _closed(turn, Text("curation.draft_is_gone"))
    return await _take(curator, at, draft, _Written(words, html, photo))


async def take_media(turn: Turn) -> Effect | None:
    """Take a picture for the open step, with its caption; anything else is none of ours."""
    content = turn.incoming.content
    at = steps.open_step(turn)
    if not isinstance(content, Shared) or at is None:
        return None
    if _photo(turn) is None or at.step not in {Step.IMAGE, Step.ANSWER, Step.MORE}:
        return None
    return await take(turn, content.caption)


def reminder(turn: Turn) -> tuple[Outgoing, ...]:
    """Return in one line that a step is open."""
    at = steps.open_step(turn)
    if at is None:
        return ()
    return (turn.reply(Text("curation.still_open"), leaving(at.draft)),)


class _Written:
    """What came in: words, their formatting, a picture's file_id."""

    def __init__(self, words: str, html: str, photo: str | None) -> None:
        self.words = words
        self.html = html
        self.photo = photo


async def _take(  # noqa: PLR0911 - one line a step
    curator: Curator, at: At, draft: Draft, written: _Written
) -> Effect:
    match at.step:
        case Step.QUESTION:
            return await _question(curator, at, draft, written.words)
        case Step.ANSWER | Step.MORE:
            return _answer(curator, at, draft, written)
        case Step.VARIANTS:
            return _variants(curator, at, draft, written.words)
        case Step.TRY:
            return await trying.tried(curator, draft, written.words)
        case Step.YEARS:
            return await _years(curator, draft, written.words)
        case Step.DATES:
            return await _dates(curator, draft, written.words)
        case _:
            return await _image(curator, at, draft, written.photo)


def _begun(curator: Curator, at: At, words: str) -> Effect:
    """Make the draft of a new entry, with its question."""
    wording = one_line(words)
    if (wrong := _wrong_question(wording)) is not None:
        return _again(curator, at, wrong)
    entry = FaqEntry("", GENERAL, {at.locale: FaqText(wording, "")}, EntryStatus.DRAFT)
    turn = curator.turn

    async def effect(work: Work) -> None:
        await turn.meet(work)
        draft = await work.curation.keep_draft(NewDraft(entry, curator.id, gap_id=at.gap))
        await curator.audit_draft(work, draft.id, "begun")
        await steps.go(work, turn, At(Step.ANSWER, draft.id, at.locale, new=True))
        await work.outbox.put(turn.reply(ask_answer(at.locale), leaving(draft.id)))

    return effect


async def _question(curator: Curator, at: At, draft: Draft, words: str) -> Effect:
    wording = one_line(words)
    if (wrong := _wrong_question(wording)) is not None:
        return _again(curator, at, wrong)
    before = draft.entry.texts.get(at.locale, FaqText("", ""))
    variants = tuple(one for one in before.variants if one != wording)
    text = replace(before, question=wording, variants=variants)
    entry = parts.with_text(draft.entry, at.locale, text)
    if at.new:
        then = At(Step.ANSWER, draft.id, at.locale, new=True)
        asked = ask_answer(at.locale), leaving(draft.id)
        return parts.change(curator, draft, entry, lambda _: asked, then)
    return await parts.then_page(curator, draft, entry, at.locale)


def _wrong_question(wording: str) -> Text | None:
    if not wording:
        return Text("curation.no_words")
    if len(wording) > LONGEST_QUESTION:
        return Text("curation.too_long", n=len(wording), most=LONGEST_QUESTION)
    return None


def _answer(curator: Curator, at: At, draft: Draft, written: _Written) -> Effect:
    text = draft.entry.texts.get(at.locale)
    if text is None:
        return _again(curator, at, Text("curation.draft_is_gone"))
    html = written.html
    if at.step is Step.MORE and text.answer:
        html = f"{text.answer}\n\n{html}" if html else text.answer
    read = answer_of(html or (text.answer if written.photo else ""))
    if read.problems or not (read.length or written.photo):
        return _again(curator, at, *(read.problems or (Text("curation.no_words"),)))
    changed = replace(text, answer=read.html, image=written.photo or text.image)
    entry = parts.with_text(draft.entry, at.locale, changed)
    then = replace(at, step=Step.MORE)
    return parts.change(curator, draft, entry, lambda kept: _so_far(kept, at.locale, read), then)


def _so_far(draft: Draft, locale: str, read: Answer) -> tuple[Body, Buttons]:
    done = Button(Text("button.faq_whole"), f"faq:whole:{draft.id}")
    preview = Button(Text("button.faq_preview"), f"faq:preview:{draft.id}:{locale}")
    anew = Button(Text("button.faq_anew"), f"faq:answer:{draft.id}:{locale}")
    buttons: Buttons = ((done,), (preview, anew), *leaving(draft.id))
    return Text("curation.answer_so_far", count=read.length), buttons


def _variants(curator: Curator, at: At, draft: Draft, words: str) -> Effect:
    text = draft.entry.texts.get(at.locale)
    if text is None:
        return _again(curator, at, Text("curation.draft_is_gone"))
    lines = lines_of(words)
    too_long = next((one for one in lines if len(one) > LONGEST_QUESTION), None)
    if too_long is not None:
        problem = Text("curation.too_long", n=len(too_long), most=LONGEST_QUESTION)
        return _again(curator, at, problem)
    variants = tuple(dict.fromkeys((*text.variants, *(o for o in lines if o != text.question))))
    if len(variants) > MOST_VARIANTS:
        problem = Text("curation.too_many_variants", n=len(variants), most=MOST_VARIANTS)
        return _again(curator, at, problem)
    entry = parts.with_text(draft.entry, at.locale, replace(text, variants=variants))
    return parts.change(curator, draft, entry, lambda kept: parts.variants_of(kept, at.locale), at)


async def _years(curator: Curator, draft: Draft, words: str) -> Effect:
    years = years_of(words)
    at = At(Step.YEARS, draft.id, curator.turn.locale)
    if years is None:
        return _again(curator, at, Text("curation.years_not_understood"))
    scope = replace(draft.entry.scope, year_from=years[0], year_to=years[1])
    return await parts.then_page(curator, draft, replace(draft.entry, scope=scope))


async def _dates(curator: Curator, draft: Draft, words: str) -> Effect:
    dates = dates_of(words)
    at = At(Step.DATES, draft.id, curator.turn.locale)
    if dates is None:
        return _again(curator, at, Text("curation.dates_not_understood"))
    entry = replace(draft.entry, valid_from=dates[0], valid_until=dates[1])
    return await parts.then_page(curator, draft, entry)


async def _image(curator: Curator, at: At, draft: Draft, photo: str | None) -> Effect:
    text = draft.entry.texts.get(at.locale)
    if photo is None or text is None:
        return _again(curator, at, Text("curation.ask_image"))
    entry = parts.with_text(draft.entry, at.locale, replace(text, image=photo))
    return await parts.then_page(curator, draft, entry, at.locale)


def ask_answer(locale: str) -> Text:
    """Return what asks for an answer in a language."""
    return Text("curation.ask_answer", language=language_of(locale))


def _again(curator: Curator, at: At, *problems: Text) -> Effect:
    """Say what is wrong, and go on waiting for the same step."""
    turn = curator.turn
    said = turn.reply(Joined(problems, "\n"), leaving(at.draft))

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await steps.go(work, turn, at)
        await work.outbox.put(said)

    return effect


def _closed(turn: Turn, why: Text = NOT_ALLOWED) -> Effect:
    """Close a form that its writer may not go on with."""

    async def effect(work: Work) -> None:
        await turn.meet(work)
        await steps.leave(work, turn)
        await work.outbox.put(turn.reply(why, HOME if why is not NOT_ALLOWED else ()))

    return effect


def _photo(turn: Turn) -> str | None:
    content = turn.incoming.content
    if isinstance(content, Shared) and content.kind is MediaKind.PHOTO:
        return content.file_id
    return None


def _locale(curator: Curator, rest: list[str]) -> str | None:
    return rest[1] if len(rest) > 1 and rest[1] in curator.languages else None
