/** What the composer offers above the text: commands after "/", inline results after "@bot ". */
import { api } from "./api.js";
import { h } from "./dom.js";
import { attempt } from "./overlays.js";
import { world } from "./state.js";
import { heard } from "./sync.js";
import { t } from "./words.js";

const PAUSE_MS = 250;

/**
 * @param {object} hooks
 * @param {() => import("./state.js").Place | null} hooks.place
 * @param {(text: string) => void} hooks.send
 * @param {() => void} hooks.clear empties the text
 */
export function suggestions(hooks) {
  const box = h("div", { class: "suggestions", role: "listbox", "aria-label": t("commands"), hidden: true });
  /** @type {{label: Node[], run: () => void}[]} */
  let items = [];
  let chosen = 0;
  let timer = 0;
  let asked = 0;

  const draw = () => {
    box.hidden = items.length === 0;
    box.replaceChildren(...items.map((item, i) => h("button",
      {
        type: "button", role: "option", "aria-selected": i === chosen ? "true" : "false", tabindex: "-1",
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => item.run(),
      }, item.label)));
    box.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    items = [];
    draw();
  };

  /** @param {string} prefix what is written after the slash */
  const showCommands = async (prefix) => {
    const place = hooks.place();
    const mine = (asked += 1);
    const menus = await menusAt(place);
    if (mine !== asked) return;
    items = menus.filter(({ command }) => command.startsWith(prefix)).map(({ command, description, suffix }) => ({
      label: [h("b", {}, `/${command}`), h("span", { class: "grow" }, description), suffix && h("small", {}, suffix)].filter(Boolean),
      run: () => {
        close();
        hooks.clear();
        hooks.send(`/${command}${suffix}`);
      },
    }));
    chosen = 0;
    draw();
  };

  const showInline = async (bot, query) => {
    const place = hooks.place();
    const mine = (asked += 1);
    const answer = await attempt(() => api.inline({ user: place.user, bot: bot.id, query }));
    if (mine !== asked || !answer) return;
    const found = answer.results ?? [];
    items = found.map((result) => ({
      label: [h("b", {}, result.title ?? result.type), h("span", { class: "grow" }, result.description ?? "")],
      run: async () => {
        close();
        hooks.clear();
        const thread = place.forum && place.thread ? { thread: place.thread } : {};
        await attempt(async () => heard(await api.chooseInline({
          user: place.user, bot: bot.id, query_id: answer.query_id, result_id: result.id, chat: place.chat, ...thread,
        })));
      },
    }));
    if (!found.length) items = [{ label: [h("span", {}, t("inline_none"))], run: close }];
    chosen = 0;
    draw();
  };

  return {
    box, close, showCommands,
    /** Looks at what is written. @param {string} text */
    update: (text) => {
      clearTimeout(timer);
      const command = /^\/([a-z0-9_]*)$/i.exec(text);
      const inline = /^@(\w{4,32}) ([\s\S]*)$/.exec(text);
      const bot = inline && [...world.bots.values()].find((one) => one.username?.toLowerCase() === inline[1].toLowerCase());
      if (command) showCommands(command[1].toLowerCase());
      else if (bot) timer = setTimeout(() => showInline(bot, inline[2]), PAUSE_MS);
      else if (items.length) close();
      else asked += 1;
    },
    /** @param {KeyboardEvent} event @returns {boolean} whether it was for the list */
    key: (event) => {
      if (!items.length) return false;
      if (event.key === "ArrowDown") chosen = (chosen + 1) % items.length;
      else if (event.key === "ArrowUp") chosen = (chosen - 1 + items.length) % items.length;
      else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) items[chosen].run();
      else if (event.key === "Escape") close();
      else return false;
      draw();
      return true;
    },
  };
}

/** The commands a person sees; in a group those of every bot in it. */
async function menusAt(place) {
  if (!place) return [];
  const group = place.bot === null;
  const inside = world.chats.get(place.key)?.members.filter((one) => one.user.is_bot).map((one) => one.user) ?? [];
  const bots = group ? inside : [{ id: place.bot }];
  const menus = await Promise.all(bots.map(async (bot) => {
    const menu = await api.menu({ user: place.user, chat: place.chat, bot: bot.id }).catch(() => null);
    const suffix = group && bot.username ? `@${bot.username}` : "";
    return (menu?.commands ?? []).map((one) => ({ ...one, suffix }));
  }));
  return menus.flat();
}
