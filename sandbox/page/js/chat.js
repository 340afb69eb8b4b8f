/** One chat: what is pinned, the messages, and where to write. The phone and the group have one each. */
import { messageMenu, openBotLink, react } from "./actions.js";
import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { lineOf } from "./media.js";
import { messageList } from "./messages.js";
import { chatOf, markRead, onScreen, threadOf, unreadKey, world } from "./state.js";
import { hasEarlier, openRoom } from "./sync.js";
import { t } from "./words.js";

/**
 * @param {object} options
 * @param {() => import("./state.js").Place | null} options.place
 * @param {string} options.tab
 * @param {boolean} options.names show who wrote
 * @param {() => string} options.placeholder
 */
export function chatView({ place, tab, names, placeholder }) {
  const write = composer({ place, placeholder });
  const pane = () => element;
  const list = messageList({
    names, pane,
    menu: (entry, at) => messageMenu(entry, at, place(), { reply: write.reply, edit: write.edit, pane }),
    react: (entry, emoji) => react(entry, place(), emoji),
    command: (command) => write.send(command),
    link: (url) => openBotLink(url, place().user),
    insert: write.insert,
  });
  const pinned = h("button", { type: "button", class: "pinned", hidden: true });
  const empty = h("div", { class: "empty", hidden: true });
  const element = h("section", { class: "chat" }, pinned, list.element, empty, write.element);

  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length && place()) write.files(files);
  });

  const drawPinned = (here) => {
    const room = here && world.rooms.get(here.key);
    const ids = (here && chatOf(here.key)?.pinned) ?? [];
    const entry = ids.map((id) => room?.messages.get(id))
      .findLast((one) => one && !one.deleted && (!here.forum || threadOf(one) === here.thread));
    pinned.hidden = !entry;
    if (!entry) return;
    pinned.onclick = () => list.reveal(entry.message_id);
    pinned.replaceChildren(icon("tack"), h("span", { class: "grow" }, h("b", {}, t("pinned")), h("span", {}, lineOf(entry))));
  };

  return {
    element, empty, write,
    render: () => {
      const here = place();
      if (here) openRoom(here);
      list.render(here);
      drawPinned(here);
      write.render();
      if (here && onScreen(tab) && world.unread.has(unreadKey(here))) markRead(here);
      return Boolean(here && world.rooms.get(here.key)?.list().length) || Boolean(here && hasEarlier(here));
    },
  };
}
