/** Keeps the state in step with the server: reads it whole, then follows the events. */
import { api, Refused } from "./api.js";
import { listen } from "./events.js";
import {
  Room, changed, keyOf, look, ownerPlace, putAction, putCall, putChat, putEntry, removeEntries,
  settle, staffPlace, view, world,
} from "./state.js";
import { language, t } from "./words.js";

const PAGE = 60;
const GROUP_PAGE = 400;

/** Events that come while the state is being read are applied after it. @type {[string, any][] | null} */
let held = null;
/** Rooms being read. @type {Map<string, Promise<void>>} */
const reading = new Map();

export function follow() {
  listen({
    link: (link) => {
      world.link = link;
      changed();
    },
    event: (kind, data) => {
      // Every connection begins with the whole state. A server that was started anew counts from
      // nothing again and may be past our last number already: nothing would tell the two worlds
      // apart, so nothing is asked "since then".
      if (kind === "hello") reload();
      else if (held) held.push([kind, data]);
      else apply(kind, data);
    },
  });
}

let again = false;

async function reload() {
  if (held) {
    again = true;
    return;
  }
  held = [];
  try {
    await readAll();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // The stream breaks too, and comes back with another hello.
  } finally {
    const missed = held ?? [];
    held = null;
    for (const [kind, data] of missed) apply(kind, data);
    changed();
  }
  if (again) {
    again = false;
    await reload();
  }
}

async function readAll() {
  const state = await api.state();
  const other = state.cursor < world.cursor;
  const calls = await api.calls({ limit: 100 });
  world.bots = new Map(state.bots.map((bot) => [bot.id, bot]));
  world.users = new Map(state.users.map((user) => [user.id, user]));
  world.chats = new Map(state.chats.map((chat) => [keyOf(chat.id, chat.bot), chat]));
  world.time = state.time;
  world.rates = state.rates;
  world.cursor = state.cursor;
  world.calls = calls.calls;
  if (other) world.unread.clear();
  await firstPeople();
  settle();
  reading.clear();
  const rooms = new Map();
  for (const place of [ownerPlace(), staffPlace()]) {
    if (place) rooms.set(place.key, await readRoom(new Room(), place));
  }
  world.rooms = rooms;
  world.epoch += 1;
  world.ready = true;
}

/** An empty world gets two owners, so that there is somebody to be. */
async function firstPeople() {
  if (world.users.size > 0 || world.bots.size === 0) return;
  const ann = await api.saveUser({ first_name: "Ann", language_code: "en" });
  const mei = await api.saveUser({ first_name: "Mei 梅", language_code: "zh-hans" });
  for (const user of [ann, mei]) world.users.set(user.id, user);
  view.owner = (language() === "zh" ? mei : ann).id;
}

async function readRoom(room, place) {
  const limit = place.chat < 0 ? GROUP_PAGE : PAGE;
  const answer = await api.messages(place.chat, { bot: place.bot, limit, deleted: 0 });
  for (const entry of answer.messages) room.put(entry);
  room.more.set("all", answer.messages.length === limit);
  return room;
}

/** Read a chat's messages if that has not happened yet. @param {any} place */
export function openRoom(place) {
  if (!world.ready || world.rooms.has(place.key) || reading.has(place.key)) return;
  const room = new Room();
  world.rooms.set(place.key, room);
  const work = readRoom(room, place)
    .catch(() => world.rooms.delete(place.key))
    .then(() => {
      reading.delete(place.key);
      changed();
    });
  reading.set(place.key, work);
}

/** Whether there may be older messages than those shown. */
export function hasEarlier(place) {
  return Boolean(world.rooms.get(place.key)?.more.get(scope(place)) ?? world.rooms.get(place.key)?.more.get("all"));
}

const scope = (place) => (place.forum && place.thread ? place.thread : "all");

/** Read the page of messages above the oldest shown. */
export async function readEarlier(place, oldest) {
  const room = world.rooms.get(place.key);
  if (!room) return;
  const thread = place.forum && place.thread ? place.thread : null;
  const answer = await api.messages(place.chat, {
    bot: place.bot, thread, before: oldest, limit: PAGE, deleted: 0,
  });
  for (const entry of answer.messages) room.put(entry);
  room.more.set(scope(place), answer.messages.length === PAGE);
  changed();
}

function apply(kind, data) {
  switch (kind) {
    case "message": {
      const fresh = data.cursor > world.cursor;
      world.cursor = Math.max(world.cursor, data.cursor);
      putEntry(data, { fresh });
      break;
    }
    case "edit":
    case "reaction":
      putEntry(data);
      break;
    case "pin":
      putEntry(data);
      putPinned(data);
      break;
    case "delete":
      removeEntries(data);
      break;
    case "chat":
      putChat(data);
      settle();
      break;
    case "action":
      putAction(data);
      break;
    case "user":
      world.users.set(data.id, data);
      settle();
      changed();
      break;
    case "bot":
      world.bots.set(data.id, data);
      settle();
      changed();
      break;
    case "call":
      putCall(data);
      break;
    default:
  }
}

function putPinned(entry) {
  const chat = world.chats.get(keyOf(entry.chat_id, entry.bot));
  if (!chat) return;
  const others = chat.pinned.filter((id) => id !== entry.message_id);
  chat.pinned = entry.pinned ? [...others, entry.message_id].sort((a, b) => a - b) : others;
}

/** What the answer to an act of ours tells, before the event does. */
export function heard(answer) {
  for (const entry of answer?.messages ?? [answer?.message]) if (entry) putEntry(entry);
  return answer;
}

export function selectOwner(user) {
  look({ owner: user, tab: "owner" });
}

/** A group with a first member of staff and the bot as its administrator. */
export async function makeGroup({ title, forum, name }) {
  const staff = await api.saveUser({ first_name: name || "Li Wei", language_code: language() === "zh" ? "zh-hans" : "en" });
  const chat = await api.addChat({
    type: "supergroup", title: title || t("desk"), is_forum: forum,
    members: [], admins: [staff.id],
    bots: [...world.bots.keys()].map((bot) => ({ bot, status: "administrator" })),
  });
  world.users.set(staff.id, staff);
  putChat(chat);
  look({ group: chat.id, staff: staff.id, thread: 0 });
}
