/** People: their avatars, the strips to switch between them, and the forms to add and change them. */
import { api } from "./api.js";
import { h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { ask, attempt, openMenu, confirmBox } from "./overlays.js";
import {
  changed, chatOf, keyOf, look, members, nameOf, owners, people, putChat, view, world,
} from "./state.js";
import { t } from "./words.js";

const IN_STRIP = 6;
const IN_LIST = 100;
const HAN = /\p{Script=Han}/u;

/** @param {string} name one or two letters of it, or one Chinese character */
export function initials(name) {
  const letters = name.split(/\s+/).map((word) => Array.from(word).find((c) => /[\p{L}\p{N}]/u.test(c))).filter(Boolean);
  const [first] = letters;
  if (!first) return Array.from(name.trim())[0] ?? "?";
  if (HAN.test(first)) return first;
  return letters.filter((c) => !HAN.test(c)).slice(0, 2).join("").toUpperCase();
}

/** A round picture of a name. @param {number} id gives the colour */
export function avatar(id, name, extra = "") {
  return h("span", { class: `avatar hue-${Math.abs(id) % 8} ${extra}`, "aria-hidden": "true" }, initials(name));
}

function personButton(user, { chosen, badge, onclick, oncontextmenu = null, label = null, short = false }) {
  const name = nameOf(user);
  return h("button",
    {
      type: "button", class: "person", "aria-pressed": chosen ? "true" : "false", title: label ?? name,
      data: { user: user.id, key: user.id }, onclick, oncontextmenu,
    },
    avatar(user.id, name),
    h("span", { class: "person-name" }, short ? user.first_name : name),
    badge > 0 && h("span", { class: "badge", "aria-label": t("unread", { n: badge }) }, badge));
}

const unreadOf = (user) => world.unread.get(keyOf(user.id, view.bot)) ?? 0;

/** The owners above the phone. @returns {Node[]} */
export function ownerStrip() {
  const all = owners();
  const chosen = world.users.get(view.owner ?? 0);
  const shown = all.slice(0, IN_STRIP);
  if (chosen && !shown.includes(chosen)) shown.splice(IN_STRIP - 1, 1, chosen);
  return [
    ...shown.map((user) => personButton(user, {
      chosen: user.id === view.owner,
      badge: unreadOf(user),
      short: true,
      onclick: () => look({ owner: user.id }),
      oncontextmenu: (event) => {
        event.preventDefault();
        editPerson(user);
      },
    })),
    people().length > shown.length &&
      iconButton("people", t("all_people"), (event) => listPeople(event.currentTarget), "soft"),
    iconButton("plus", t("add_owner"), addOwner, "soft"),
  ].filter(Boolean);
}

/** Everybody, to be searched; staff too, for they have phones as well. */
function listPeople(at) {
  const list = h("div", { class: "people-list" });
  const input = h("input", {
    type: "search", placeholder: t("find"), "aria-label": t("find"), class: "menu-search",
    oninput: () => fill(input.value),
  });
  const menu = openMenu(at, [], h("div", {}, input, list));
  const fill = (wanted) => {
    const low = wanted.trim().toLowerCase();
    const found = people().filter((user) =>
      `${nameOf(user)} ${user.username ?? ""} ${user.id}`.toLowerCase().includes(low));
    list.replaceChildren(...found.slice(0, IN_LIST).map((user) => h("button",
      {
        type: "button", role: "menuitem", "aria-current": user.id === view.owner ? "true" : null,
        onclick: () => {
          menu.dispatchEvent(new Event("closemenu"));
          look({ owner: user.id });
        },
      },
      avatar(user.id, nameOf(user), "small"), h("span", { class: "grow" }, nameOf(user)),
      h("small", {}, [user.language_code, unreadOf(user) || ""].filter(Boolean).join(" · ")))));
  };
  fill("");
}

/** @returns {import("./overlays.js").Field[]} */
function fields(user, zh) {
  return [
    { name: "first_name", label: t("first_name"), value: user?.first_name, required: true, maxlength: 64 },
    { name: "last_name", label: t("last_name"), value: user?.last_name, maxlength: 64 },
    { name: "username", label: t("username"), value: user?.username, pattern: "[A-Za-z][A-Za-z0-9_]{3,31}" },
    {
      name: "language_code", label: t("owner_language"),
      value: user ? (user.language_code ?? "") : zh ? "zh-hans" : "en",
      options: languages(user?.language_code),
    },
    { name: "is_premium", label: t("premium"), type: "checkbox", value: user?.is_premium },
  ];
}

/** @returns {[string, string][]} */
function languages(known) {
  /** @type {[string, string][]} */
  const all = [["en", "English (en)"], ["zh-hans", "简体中文 (zh-hans)"], ["zh-hant", "繁體中文 (zh-hant)"],
    ["de", "Deutsch (de)"], ["", "—"]];
  if (known && !all.some(([code]) => code === known)) all.push([known, known]);
  return all;
}

const filled = (values) => ({
  first_name: values.first_name,
  last_name: values.last_name || null,
  username: values.username || null,
  language_code: values.language_code || null,
  is_premium: values.is_premium,
});

export async function addOwner() {
  const values = await ask(t("add_owner"), fields(null, document.documentElement.lang === "zh-Hans"), t("add"));
  if (!values) return;
  const user = await attempt(() => api.saveUser(filled(values)));
  if (!user) return;
  world.users.set(user.id, user);
  look({ owner: user.id });
}

export async function editPerson(user) {
  const values = await ask(`${t("edit_person")} · ${nameOf(user)}`, fields(user, false), t("save"));
  if (!values) return;
  const saved = await attempt(() => api.saveUser({ id: user.id, ...filled(values) }));
  if (!saved) return;
  world.users.set(saved.id, saved);
  changed();
}

export async function deactivate(user) {
  if (await confirmBox(t("deactivate"), nameOf(user))) await attempt(() => api.deactivate(user.id));
}

/** The members of staff who may be written as. @returns {Node[]} */
export function staffStrip() {
  const chat = chatOf(`${view.group}`);
  const staff = members(chat);
  return [
    h("small", { class: "strip-label" }, t("writing_as")),
    ...staff.slice(0, 12).map(({ user, status }) => personButton(user, {
      chosen: user.id === view.staff,
      badge: 0,
      label: `${t("writing_as")}: ${nameOf(user)} (${status})`,
      onclick: () => look({ staff: user.id }),
    })),
    iconButton("plus", t("add_staff"), addStaff, "soft"),
  ];
}

async function addStaff() {
  const values = await ask(t("add_staff"), [
    ...fields(null, document.documentElement.lang === "zh-Hans").slice(0, 4),
    { name: "admin", label: t("administrator"), type: "checkbox", value: false },
  ], t("add"));
  if (!values) return;
  await attempt(async () => {
    const user = await api.saveUser(filled({ ...values, is_premium: false }));
    world.users.set(user.id, user);
    const status = values.admin ? "administrator" : "member";
    putChat(await api.setMember(view.group, { user: user.id, status }));
    look({ staff: user.id });
  });
}

/** Which bot the phone talks to. @returns {Node | null} */
export function botPicker() {
  const bots = [...world.bots.values()];
  if (bots.length < 2) return null;
  return h("label", { class: "picker" }, h("span", { class: "sr-only" }, t("bot")),
    h("select", { "aria-label": t("bot"), onchange: (event) => look({ bot: Number(event.target.value) }) },
      bots.map((bot) => h("option", { value: bot.id, selected: bot.id === view.bot },
        `${bot.first_name} @${bot.username}`))),
    icon("chevron"));
}

/** Asks for a token, so that a bot can come in. */
export async function addBot() {
  const values = await ask(t("add_bot"), [
    { name: "token", label: t("token"), value: "123456:TEST", required: true, pattern: "\\d+:[\\w\\-]+" },
    { name: "first_name", label: t("first_name") },
  ], t("add"));
  if (!values) return;
  const bot = await attempt(() => api.addBot({
    token: values.token, ...(values.first_name ? { first_name: values.first_name } : {}),
  }));
  if (!bot) return;
  world.bots.set(bot.id, bot);
  look({ bot: bot.id });
}
