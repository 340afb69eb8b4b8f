/**
 * What the page knows of the world, and who hears of changes: once a frame, all at a time.
 */
import { remember, remembered } from "./dom.js";

/**
 * @typedef {object} Entry a message, as sandbox/README.md describes it
 * @typedef {object} Place where a person writes
 * @property {number} user
 * @property {number} chat
 * @property {number | null} bot set in a private chat
 * @property {number} thread 0: General, or no forum
 * @property {boolean} forum
 * @property {string} key the room's
 */

export const world = {
  /** @type {Map<number, any>} */ bots: new Map(),
  /** @type {Map<number, any>} */ users: new Map(),
  /** @type {Map<string, any>} */ chats: new Map(),
  /** @type {Map<string, Room>} */ rooms: new Map(),
  /** @type {Map<string, number>} */ unread: new Map(),
  /** @type {Map<string, {text: string, until: number}>} */ actions: new Map(),
  /** @type {any[]} */ calls: [],
  time: { now: 0, offset: 0 },
  /** @type {any} */ rates: {},
  /** @type {"connecting" | "live" | "lost"} */ link: "connecting",
  ready: false,
  /** Counts the times the state was read: message 7 may be another message each time. */
  epoch: 0,
  cursor: 0,
};

export const view = {
  /** @type {number | null} */ bot: remembered("bot"),
  /** @type {number | null} */ owner: remembered("owner"),
  /** @type {number | null} */ group: remembered("group"),
  /** @type {number | null} */ staff: remembered("staff"),
  /** @type {number | null} null: the list of topics, where it and a topic do not fit side by side */
  thread: matchMedia("(max-width: 1080px)").matches ? null : 0,
  /** Staff write as the group itself, as anonymous administrators do. */ hidden: false,
  tab: remembered("tab", "owner"),
  drawer: remembered("drawer", false),
};

const CALLS_KEPT = 150;

/** Messages of one chat; those of a chat nobody looks at are not kept. */
export class Room {
  constructor() {
    /** @type {Map<number, any>} */
    this.messages = new Map();
    /** Threads read ("all", or a number), and whether there is more above. */
    /** @type {Map<string | number, boolean>} */
    this.more = new Map();
    /** @type {any[] | null} */
    this.sorted = null;
  }

  put(entry) {
    const known = this.messages.get(entry.message_id);
    if (known && known.changed > entry.changed) return;
    this.messages.set(entry.message_id, entry);
    this.sorted = null;
  }

  /** Those still there, oldest first. */
  list() {
    this.sorted ??= [...this.messages.values()]
      .filter((entry) => !entry.deleted)
      .sort((a, b) => a.message_id - b.message_id);
    return this.sorted;
  }
}

/** @type {Set<() => void>} */
const watchers = new Set();
let scheduled = false;
/** How long the last drawing took, in ms: when it takes long, the next one waits a while. */
let cost = 0;
const DEAR = 12;

/** @param {() => void} watcher called after changes, once a frame */
export function watch(watcher) {
  watchers.add(watcher);
}

export function changed() {
  if (scheduled) return;
  scheduled = true;
  if (cost > DEAR) setTimeout(() => requestAnimationFrame(draw), Math.min(cost * 2, 250));
  else requestAnimationFrame(draw);
}

function draw() {
  scheduled = false;
  const begun = performance.now();
  for (const watcher of watchers) watcher();
  cost = performance.now() - begun;
}

/** Change what is looked at, and remember it for the next visit. */
export function look(change) {
  Object.assign(view, change);
  for (const [name, value] of Object.entries(change)) {
    if (name !== "thread" && name !== "hidden") remember(name, value);
  }
  changed();
}

/** The room of a chat: private chats belong to a bot and a user. */
export function keyOf(chat, bot) {
  return chat < 0 ? `${chat}` : `${bot}:${chat}`;
}

/** General is thread 1 for people and no thread for the API; here it is 0. */
export function threadOf(entry) {
  return entry.thread && entry.thread !== 1 ? entry.thread : 0;
}

export function chatOf(key) {
  return world.chats.get(key);
}

/** The messages a person sees at a place. @param {Place} place */
export function entriesAt(place) {
  const room = world.rooms.get(place.key);
  if (!room) return [];
  if (!place.forum) return room.list();
  return room.list().filter((entry) => threadOf(entry) === place.thread);
}

/** @param {Place} place */
export function unreadKey(place) {
  return place.forum ? `${place.key}/${place.thread}` : place.key;
}

// who and where

export function people() {
  return [...world.users.values()].filter((user) => !user.is_bot);
}

export function groups() {
  return [...world.chats.values()].filter((chat) => chat.id < 0 && !chat.migrated_to);
}

export function members(chat) {
  return (chat?.members ?? []).filter((member) => !member.user.is_bot);
}

/** People who are in no group: the owners. */
export function owners() {
  const staff = new Set(groups().flatMap((chat) => members(chat).map((one) => one.user.id)));
  return people().filter((user) => !staff.has(user.id));
}

export function nameOf(user) {
  return [user?.first_name, user?.last_name].filter(Boolean).join(" ") || "?";
}

/** @returns {Place | null} */
export function ownerPlace() {
  if (view.owner === null || view.bot === null) return null;
  const key = keyOf(view.owner, view.bot);
  return { user: view.owner, chat: view.owner, bot: view.bot, thread: 0, forum: false, key };
}

/** @returns {Place | null} */
export function staffPlace() {
  if (view.group === null || view.staff === null) return null;
  const key = keyOf(view.group, null);
  const forum = Boolean(chatOf(key)?.is_forum);
  const thread = forum ? (view.thread ?? 0) : 0;
  return { user: view.staff, chat: view.group, bot: null, thread, forum, key, hidden: view.hidden && mayHide() };
}

/** Whether the chosen member of staff may write as the group. */
export function mayHide() {
  const info = chatOf(`${view.group}`);
  const staff = members(info).find((one) => one.user.id === view.staff);
  return info?.type === "supergroup" && ["creator", "administrator"].includes(staff?.status ?? "");
}

/** After people or chats changed: look at something that exists. */
export function settle() {
  if (!world.bots.has(view.bot ?? 0)) view.bot = world.bots.keys().next().value ?? null;
  if (!world.users.has(view.owner ?? 0)) view.owner = (owners()[0] ?? people()[0])?.id ?? null;
  const known = groups();
  if (!known.some((chat) => chat.id === view.group)) {
    view.group = (known.find((chat) => chat.is_forum) ?? known[0])?.id ?? null;
  }
  const staff = members(chatOf(`${view.group}`));
  if (!staff.some((one) => one.user.id === view.staff)) view.staff = staff[0]?.user.id ?? null;
}

// changes

export function putChat(info) {
  const key = keyOf(info.id, info.bot);
  const before = world.chats.get(key);
  world.chats.set(key, { ...info, last: info.last ?? before?.last ?? null });
  changed();
}

/** A message that is new or has changed. */
export function putEntry(entry, { fresh = false } = {}) {
  const key = keyOf(entry.chat_id, entry.bot);
  world.rooms.get(key)?.put(entry);
  const chat = world.chats.get(key) ?? (entry.chat_id > 0 ? begunChat(entry, key) : null);
  if (chat) {
    if (!chat.last || chat.last.message_id <= entry.message_id) chat.last = entry;
    if (fresh && entry.keyboard) chat.keyboard = entry.keyboard.type === "remove" ? null : entry.keyboard;
  }
  if (fresh) {
    if (entry.from_bot) world.actions.delete(`${key}/${threadOf(entry)}`);
    countUnread(entry, key, chat);
  }
  changed();
}

/** A private chat begins with its first message. */
function begunChat(entry, key) {
  const chat = {
    id: entry.chat_id, bot: entry.bot, type: "private", title: nameOf(world.users.get(entry.chat_id)),
    is_forum: false, blocked: false, migrated_to: null, members: [], topics: [], pinned: [],
    keyboard: null, last: null,
  };
  world.chats.set(key, chat);
  return chat;
}

function countUnread(entry, key, chat) {
  const unread = chat?.is_forum ? `${key}/${threadOf(entry)}` : key;
  const here = [ownerPlace(), staffPlace()];
  const seen = here.some((place, i) => {
    if (!place || unreadKey(place) !== unread || (i === 1 && view.thread === null)) return false;
    return entry.sender.id === place.user || onScreen(i === 0 ? "owner" : "staff");
  });
  if (!seen && (entry.chat_id < 0 || entry.from_bot)) {
    world.unread.set(unread, (world.unread.get(unread) ?? 0) + 1);
  }
}

export function onScreen(tab) {
  return view.tab === tab || !matchMedia("(max-width: 899px)").matches;
}

/** @param {Place} place */
export function markRead(place) {
  if (world.unread.delete(unreadKey(place))) changed();
}

export function removeEntries({ chat_id: chat, bot, message_ids: ids }) {
  const key = keyOf(chat, bot);
  const room = world.rooms.get(key);
  for (const id of ids) room?.messages.delete(id);
  if (room) room.sorted = null;
  const info = world.chats.get(key);
  if (info?.last && ids.includes(info.last.message_id)) info.last = room?.list().at(-1) ?? null;
  changed();
}

/** "typing" and the like hold for five seconds. */
export function putAction({ chat_id: chat, bot, thread, action }) {
  const key = `${keyOf(chat, bot)}/${threadOf({ thread })}`;
  const until = Date.now() + 5000;
  world.actions.set(key, { text: action, until });
  setTimeout(() => {
    if (world.actions.get(key)?.until === until) {
      world.actions.delete(key);
      changed();
    }
  }, 5000);
  changed();
}

export function putCall(call) {
  world.calls.push(call);
  if (world.calls.length > CALLS_KEPT) world.calls.splice(0, world.calls.length - CALLS_KEPT);
  changed();
}
