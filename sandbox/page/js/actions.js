/** What can be done to a message: the menu at it, reactions, links that open the bot. */
import { api } from "./api.js";
import { h } from "./dom.js";
import { chatAddress } from "./keyboard.js";
import { attempt, openMenu, showSource, toast } from "./overlays.js";
import { look, removeEntries, world } from "./state.js";
import { heard } from "./sync.js";
import { t } from "./words.js";

const EMOJI = ["👍", "👎", "❤", "🔥", "🎉", "😁", "🤔", "🙏"];

/**
 * @param {any} entry
 * @param {any} at
 * @param {import("./state.js").Place} place
 * @param {{reply: (entry: any) => void, edit: (entry: any) => void, pane: () => Element}} chat
 */
export function messageMenu(entry, at, place, chat) {
  const own = entry.sender.id === place.user;
  const menu = openMenu(at, [
    { icon: "reply", text: t("reply"), run: () => chat.reply(entry) },
    mayEdit(entry, place) && { icon: "edit", text: t("edit"), run: () => chat.edit(entry) },
    entry.text && {
      icon: "copy", text: t("copy"),
      run: async () => {
        await navigator.clipboard?.writeText(entry.text).catch(() => undefined);
        toast(t("copied"), chat.pane());
      },
    },
    {
      icon: "tack", text: t(entry.pinned ? "unpin" : "pin"),
      run: () => attempt(() => api.pin({
        ...chatAddress(place), message_id: entry.message_id, pinned: !entry.pinned,
      })),
    },
    { icon: "bug", text: t("source"), run: () => showSource(`#${entry.message_id}`, entry.raw) },
    (own || place.bot !== null) && {
      icon: "trash", text: t("delete"), danger: true, run: () => remove(entry, place),
    },
  ], emojiRow(entry, place, () => menu.dispatchEvent(new Event("closemenu"))));
}

/** @param {any} entry @param {import("./state.js").Place} place */
export function mayEdit(entry, place) {
  const texts = entry.kind === "text" || ["photo", "document", "video", "audio", "voice", "animation"].includes(entry.kind);
  return entry.sender.id === place.user && texts && !entry.forwarded;
}

function emojiRow(entry, place, close) {
  const mine = entry.reactions.filter((one) => one.user === place.user).map((one) => one.emoji);
  return h("div", { class: "emoji-row" }, EMOJI.map((emoji) =>
    h("button", {
      type: "button", "aria-label": t("react", { emoji }), "aria-pressed": mine.includes(emoji) ? "true" : "false",
      onclick: () => {
        close();
        react(entry, place, mine.includes(emoji) ? "" : emoji);
      },
    }, emoji)));
}

export function react(entry, place, emoji) {
  return attempt(() => api.react({
    ...chatAddress(place), message_id: entry.message_id, emoji: emoji ? [emoji] : [],
  }));
}

async function remove(entry, place) {
  const ids = [entry.message_id];
  const done = await attempt(() => api.remove({ ...chatAddress(place), message_ids: ids }));
  if (done) removeEntries({ chat_id: place.chat, bot: place.bot, message_ids: ids });
}

const DEEP = /^(?:https?:\/\/)?t\.me\/([A-Za-z][A-Za-z0-9_]{3,31})\?start=([A-Za-z0-9_-]{0,64})$/;

/** A link to a bot of this world opens the chat and starts it. @returns {boolean} */
export function openBotLink(url, user) {
  const found = DEEP.exec(url);
  if (!found) return false;
  const bot = [...world.bots.values()].find((one) => one.username?.toLowerCase() === found[1].toLowerCase());
  if (!bot) return false;
  look({ bot: bot.id, owner: user, tab: "owner" });
  attempt(async () => heard(await api.start({ user, bot: bot.id, payload: found[2] })));
  return true;
}
