/** The list of messages of one chat: drawn anew only where something changed. */
import { h, patch } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { inlineButtons, waitingFor } from "./keyboard.js";
import { lineOf, mediaOf, noticeOf } from "./media.js";
import { attempt } from "./overlays.js";
import { avatar } from "./people.js";
import { richText } from "./richtext.js";
import { entriesAt, threadOf, world } from "./state.js";
import { hasEarlier, readEarlier } from "./sync.js";
import { clockTime, dayName, dayNumber, language, t } from "./words.js";

const NEAR = 80;
const RUN_SECONDS = 300;

/**
 * @param {object} options
 * @param {boolean} options.names show who wrote
 * @param {(entry: any, at: any) => void} options.menu
 * @param {(entry: any, emoji: string) => void} options.react
 * @param {(command: string) => void} options.command
 * @param {(url: string) => boolean} options.link
 * @param {(text: string) => void} options.insert
 * @param {() => Element} options.pane
 */
export function messageList(options) {
  const inner = h("div", { class: "messages-inner", role: "log", "aria-live": "polite" });
  const box = h("div", { class: "messages", tabindex: "0" }, inner);
  const down = iconButton("down", t("to_bottom"), () => stickDown("smooth"), "to-bottom");
  down.hidden = true;
  const element = h("div", { class: "messages-box" }, box, down);
  const list = { box, inner, down, options, cache: new Map(), media: new Map(), where: "", stuck: true, last: 0 };

  const stickDown = (behavior = "instant") => {
    list.stuck = true;
    box.scrollTo({ top: box.scrollHeight, behavior });
  };
  box.addEventListener("scroll", () => {
    list.stuck = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    down.hidden = list.stuck;
    if (list.stuck) down.classList.remove("fresh");
  }, { passive: true });
  new ResizeObserver(() => list.stuck && stickDown()).observe(box);
  new ResizeObserver(() => list.stuck && stickDown()).observe(inner);
  inner.addEventListener("contextmenu", (event) => openAt(list, event));

  return {
    element,
    stickDown,
    /** @param {import("./state.js").Place | null} place */
    render: (place) => render(list, place, stickDown),
    /** @param {number} id */
    reveal: (id) => reveal(list, id),
  };
}

function openAt(list, event) {
  if (event.target.closest("a, textarea, .buttons")) return;
  const id = Number(event.target.closest("[data-message]")?.dataset.message);
  const entry = list.entries?.find((one) => one.message_id === id);
  if (!entry || String(getSelection())) return;
  event.preventDefault();
  list.options.menu(entry, { x: event.clientX, y: event.clientY });
}

function reveal(list, id) {
  const node = list.inner.querySelector(`[data-message="${Number(id)}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
}

function render(list, place, stickDown) {
  const where = place ? `${place.key}/${place.thread}/${place.user}` : "";
  if (where !== list.where) {
    list.cache.clear();
    list.media.clear();
    Object.assign(list, { where, stuck: true, last: 0 });
    list.down.hidden = true;
  }
  if (!place) {
    list.inner.replaceChildren();
    return;
  }
  list.entries = entriesAt(place);
  const height = list.box.scrollHeight;
  const top = list.inner.querySelector("[data-message]");
  patch(list.inner, nodesFor(list, place));
  const newest = list.entries.at(-1);
  const fresh = newest && newest.message_id > list.last;
  if (list.stuck || (fresh && newest.sender.id === place.user)) stickDown();
  else if (top && top !== list.inner.querySelector("[data-message]")) {
    list.box.scrollTop += list.box.scrollHeight - height;
  } else if (fresh) list.down.classList.add("fresh");
  list.last = newest?.message_id ?? 0;
}

function nodesFor(list, place) {
  const nodes = [];
  const now = Date.now() / 1000 + world.time.offset;
  const used = new Set();
  if (hasEarlier(place) && list.entries.length) nodes.push(earlier(list, place, used));
  let day = 0;
  let before = null;
  for (const part of parts(list.entries)) {
    const first = part[0];
    const number = dayNumber(first.date);
    if (number !== day) {
      day = number;
      before = null;
      const name = dayName(first.date, now);
      nodes.push(cached(list, used, `day/${number}`, name, () => h("div", { class: "day" }, h("span", {}, name))));
    }
    const runs = before && before.sender.id === first.sender.id && before.kind !== "service" &&
      first.date - before.date < RUN_SECONDS;
    const quoted = first.reply_to ? world.rooms.get(place.key)?.messages.get(first.reply_to) : null;
    const stamp = [language(), world.epoch, Boolean(runs), quoted?.changed, waitingFor(first),
      ...part.map((entry) => `${entry.message_id}:${entry.changed}`)].join("|");
    nodes.push(cached(list, used, `m/${first.message_id}`, stamp, () => bubble(list, place, part, runs, quoted)));
    before = part.at(-1);
  }
  for (const key of list.cache.keys()) if (!used.has(key)) list.cache.delete(key);
  return nodes;
}

function cached(list, used, key, stamp, make) {
  used.add(key);
  const known = list.cache.get(key);
  if (known?.stamp === stamp) return known.node;
  const node = make();
  keepFocus(known?.node, node);
  list.cache.set(key, { stamp, node });
  return node;
}

/** A button that was tapped keeps the focus when its message is drawn anew. */
function keepFocus(before, node) {
  if (!before?.contains(document.activeElement)) return;
  const at = [...before.querySelectorAll("button, a")].indexOf(document.activeElement);
  setTimeout(() => node.querySelectorAll("button, a")[at]?.focus({ preventScroll: true }));
}

/** A player goes on playing and a picture does not flicker when the words beside it change. */
function kept(list, entry) {
  const key = `${entry.message_id}/${entry.media?.url}/${world.epoch}/${language()}`;
  if (entry.media?.url && !list.media.has(key)) list.media.set(key, mediaOf(entry));
  return list.media.get(key) ?? mediaOf(entry);
}

/** Albums as one, every other message by itself. */
function parts(entries) {
  const out = [];
  for (const entry of entries) {
    const last = out.at(-1)?.[0];
    if (entry.media_group_id && last?.media_group_id === entry.media_group_id) out.at(-1).push(entry);
    else out.push([entry]);
  }
  return out;
}

function earlier(list, place, used) {
  return cached(list, used, "earlier", `${list.entries[0].message_id}/${language()}`, () =>
    h("button", {
      type: "button", class: "earlier",
      onclick: (event) => {
        event.currentTarget.disabled = true;
        attempt(() => readEarlier(place, list.entries[0].message_id));
      },
    }, t("earlier")));
}

function bubble(list, place, part, runs, quoted) {
  const [entry] = part;
  if (entry.kind === "service") {
    return h("div", { class: "service", data: { message: entry.message_id } }, h("span", {}, noticeOf(entry)));
  }
  const own = entry.sender.id === place.user;
  const body = part.find((one) => one.text) ?? entry;
  const bare = entry.kind === "sticker" || entry.kind === "dice";
  const { options } = list;
  return h("article",
    {
      class: ["message", own ? "own" : "other", entry.from_bot && "from-bot", runs && "run", bare && "bare",
        `kind-${entry.kind}`, options.names && !own && "named"].filter(Boolean).join(" "),
      data: { message: entry.message_id }, "aria-label": `${entry.sender.name}, ${clockTime(entry.date)}`,
    },
    options.names && !own && (runs ? h("span", { class: "avatar-gap" }) : avatar(entry.sender.id, entry.sender.name, "small")),
    h("div", { class: "column" },
      h("div", { class: "bubble" },
        options.names && !own && !runs && h("div", { class: `sender hue-text-${Math.abs(entry.sender.id) % 8}` },
          entry.sender.name, entry.from_bot && h("small", {}, "bot")),
        entry.forwarded && h("div", { class: "forwarded" }, t("forwarded")),
        quote(list, entry, quoted, place),
        part.length > 1 ? album(list, part) : kept(list, entry),
        body.text && h("div", { class: "text", dir: "auto" }, richText(body.text, body.entities, options), room(body, entry)),
        footer(body, entry)),
      inlineButtons(entry, place, options),
      reactions(entry, place, options)),
    iconButton("more", t("actions"), (event) => options.menu(entry, event.currentTarget), "message-menu"));
}

function quote(list, entry, quoted, place) {
  if (!entry.reply_to || entry.reply_to === threadOf(entry)) return null;
  return h("button", { type: "button", class: "quote", onclick: () => reveal(list, entry.reply_to) },
    h("b", {}, quoted?.sender.name ?? "…"),
    h("span", {}, quoted && !quoted.deleted ? lineOf(quoted).slice(0, 120) : t("gone")));
}

function album(list, part) {
  const grid = part.every((one) => one.kind === "photo" || one.kind === "video");
  return h("div", { class: grid ? `album of-${Math.min(part.length, 4)}` : "stack", "aria-label": t("album") },
    part.map((one) => h("div", { class: "album-item", data: { message: one.message_id } }, kept(list, one))));
}

function footer(body, entry) {
  const before = body.edits?.at(-1)?.text;
  return h("footer", {},
    entry.pinned && h("span", { class: "mark", title: t("pinned") }, icon("tack")),
    body.edited && h("span", { class: "edited", title: before ? t("edited_from", { text: before }) : null }, t("edited")),
    h("time", { datetime: new Date(entry.date * 1000).toISOString() }, clockTime(entry.date)));
}

/** Room at the end of the last line for the time, where the writing runs from left to right. */
function room(body, entry) {
  if (/[\u0590-\u08ff\ufb1d-\ufefc]/.test(body.text) || endsInBlock(body)) return null;
  return h("span", { class: body.edited || entry.pinned ? "room wide" : "room", "aria-hidden": "true" });
}

function endsInBlock({ text, entities }) {
  const blocks = ["blockquote", "expandable_blockquote", "pre"];
  return entities.some(({ type, offset, length }) => blocks.includes(type) && offset + length >= text.trimEnd().length);
}

function reactions(entry, place, options) {
  if (!entry.reactions?.length) return null;
  const counts = new Map();
  for (const { user, emoji } of entry.reactions) {
    const known = counts.get(emoji) ?? { n: 0, mine: false };
    counts.set(emoji, { n: known.n + 1, mine: known.mine || user === place.user });
  }
  return h("div", { class: "reactions" }, [...counts].map(([emoji, { n, mine }]) =>
    h("button", {
      type: "button", "aria-pressed": mine ? "true" : "false", "aria-label": t("react", { emoji }),
      onclick: () => options.react(entry, mine ? "" : emoji),
    }, emoji, n > 1 && h("small", {}, n))));
}
