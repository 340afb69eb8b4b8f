/** Buttons: those below a message, and the reply keyboard below the composer. */
import { api } from "./api.js";
import { follow, h } from "./dom.js";
import { icon } from "./icons.js";
import { alertBox, attempt, confirmBox, toast } from "./overlays.js";
import { changed, nameOf, world } from "./state.js";
import { heard } from "./sync.js";
import { t } from "./words.js";

const SECONDS = 10;

/** Taps the bot has not answered yet. @type {Set<string>} */
const waiting = new Set();

/** Counts changes of `waiting`, so that a message knows to be drawn anew. */
export function waitingFor(entry) {
  const prefix = `${entry.bot}/${entry.chat_id}/${entry.message_id}/`;
  return [...waiting].filter((key) => key.startsWith(prefix)).join();
}

/** Where a person acts, as the API wants it. @param {import("./state.js").Place} place */
export function address(place) {
  if (place.bot !== null) return { user: place.user, bot: place.bot };
  const thread = place.forum && place.thread ? { thread: place.thread } : {};
  return { user: place.user, chat: place.chat, ...thread };
}

/** The same without the thread, for acts on a message that is there. */
export function chatAddress(place) {
  if (place.bot !== null) return { user: place.user, bot: place.bot };
  return { user: place.user, chat: place.chat };
}

const ICONS = { url: "link", web_app: "link", copy: "copy", switch_inline: "search" };

/**
 * @param {any} entry
 * @param {import("./state.js").Place} place
 * @param {{insert: (text: string) => void, link: (url: string) => boolean, pane: () => Element}} actions
 */
export function inlineButtons(entry, place, actions) {
  if (!entry.buttons?.length) return null;
  return h("div", { class: "buttons" }, entry.buttons.map((row, r) =>
    h("div", { class: "button-row" }, row.map((button, c) => {
      const key = `${entry.bot}/${entry.chat_id}/${entry.message_id}/${place.user}/${r}.${c}`;
      const busy = waiting.has(key);
      return h("button",
        {
          type: "button", class: "key", "aria-busy": busy ? "true" : null,
          onclick: () => press(button, entry, place, actions, key),
        },
        h("span", {}, button.text), ICONS[button.kind] && icon(ICONS[button.kind]));
    }))));
}

async function press(button, entry, place, actions, key) {
  switch (button.kind) {
    case "callback":
      await tap(button, entry, place, actions, key);
      break;
    case "url":
      if (!actions.link(button.url)) follow(button.url);
      break;
    case "web_app":
      follow(button.url);
      break;
    case "copy":
      await navigator.clipboard?.writeText(button.copy).catch(() => undefined);
      toast(t("copied"), actions.pane());
      break;
    case "switch_inline": {
      const bot = world.bots.get(entry.bot ?? entry.sender.id);
      actions.insert(`@${bot?.username ?? ""} ${button.query}`);
      break;
    }
    default:
  }
}

async function tap(button, entry, place, actions, key) {
  if (waiting.has(key)) return;
  waiting.add(key);
  changed();
  try {
    const bot = entry.bot ?? entry.sender.id;
    const result = await attempt(() => api.tap({
      ...chatAddress(place), bot, message_id: entry.message_id, data: button.data, wait: SECONDS,
    }));
    if (!result || result.kind !== "callback") return;
    const answer = result.answer;
    if (!answer) toast(t("no_answer"), actions.pane());
    else if (answer.url && !actions.link(answer.url)) follow(answer.url);
    else if (answer.text && answer.show_alert) {
      alertBox(nameOf(world.bots.get(bot)), answer.text);
    } else if (answer.text) toast(answer.text, actions.pane());
  } finally {
    waiting.delete(key);
    changed();
  }
}

/**
 * @param {any} keyboard the one in force
 * @param {import("./state.js").Place} place
 * @param {() => void} used called after a one-time keyboard's button
 */
export function replyKeys(keyboard, place, used) {
  return keyboard.rows.map((row) => h("div", { class: "button-row" }, row.map((button) =>
    h("button", { type: "button", class: "key", onclick: () => answerKey(button, keyboard, place, used) },
      h("span", {}, button.text)))));
}

async function answerKey(button, keyboard, place, used) {
  const what = await contentOf(button, place);
  if (!what) return;
  await attempt(async () => heard(await api.send({ ...address(place), ...what })));
  if (keyboard.one_time) used();
}

async function contentOf(button, place) {
  const me = world.users.get(place.user);
  if (button.request_contact) {
    if (!(await confirmBox(t("contact"), t("share_contact")))) return null;
    return { contact: { phone_number: phoneOf(me.id), first_name: me.first_name, user_id: me.id } };
  }
  if (button.request_location) {
    if (!(await confirmBox(t("location"), t("share_location")))) return null;
    return { location: { latitude: 31.2304, longitude: 121.4737 } };
  }
  return { text: button.text };
}

/** A number nobody has, the same for a person each time. @param {number} id */
export function phoneOf(id) {
  return `+86 130 0000 ${String(id % 10000).padStart(4, "0")}`;
}
