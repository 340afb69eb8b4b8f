/** The owner's phone: a private chat with the bot. */
import { api } from "./api.js";
import { chatView } from "./chat.js";
import { h, morph } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { ask, attempt, openMenu } from "./overlays.js";
import { addBot, addOwner, avatar, deactivate, editPerson, ownerStrip } from "./people.js";
import { changed, chatOf, entriesAt, nameOf, ownerPlace, putChat, view, world } from "./state.js";
import { heard } from "./sync.js";
import { clockTime, t } from "./words.js";

/** What a bot says of itself to each person. @type {Map<string, any>} */
const profiles = new Map();

export function phonePane() {
  const chat = chatView({ place: ownerPlace, tab: "owner", names: false, placeholder: () => t("message") });
  const strip = h("nav", { class: "strip" });
  const time = h("time", {});
  const title = h("div", { class: "chat-title" });
  const more = iconButton("more", t("more"), () => openMore(more));
  const picture = h("span", {});
  const bar = h("div", { class: "bottom-bar", hidden: true });
  chat.element.append(bar);
  const nobody = h("div", { class: "nobody" });
  const phone = h("div", { class: "phone" },
    h("div", { class: "status-bar", "aria-hidden": "true" }, time, h("span", { class: "island" }), h("span", { class: "signal" }, h("i"), h("i"), h("i"))),
    h("header", { class: "chat-header" }, picture, title, more),
    chat.element, nobody);
  const element = h("section", { class: "pane owner-pane", id: "owner-pane" }, strip, phone);

  const render = () => {
    const place = ownerPlace();
    const bot = world.bots.get(view.bot ?? 0);
    element.setAttribute("aria-label", t("owner_phone"));
    strip.setAttribute("aria-label", t("owners"));
    morph(strip, world.ready ? ownerStrip() : []);
    time.textContent = clockTime(Date.now() / 1000 + world.time.offset);
    chat.element.hidden = !place;
    nobody.hidden = Boolean(place) || !world.ready;
    if (!nobody.hidden) drawNobody(nobody, Boolean(bot));
    more.hidden = !place;
    more.title = t("more");
    more.setAttribute("aria-label", t("more"));
    drawHeader(picture, title, bot, place);
    const any = chat.render();
    if (place) drawBottom(chat, bar, place, bot, any);
  };
  setInterval(() => { time.textContent = clockTime(Date.now() / 1000 + world.time.offset); }, 5000);
  return { element, render };
}

function drawNobody(box, bot) {
  const [word, hint, act, run] = bot
    ? ["no_owner", "no_owner_hint", "add_owner", addOwner]
    : ["no_bot", "no_bot_hint", "add_bot", addBot];
  morph(box, [icon(bot ? "user" : "phone"), h("h2", {}, t(word)), h("p", {}, t(hint)),
    h("button", { type: "button", class: "primary", onclick: () => run() }, t(act))]);
}

function drawHeader(picture, title, bot, place) {
  if (!bot) {
    picture.replaceChildren();
    title.replaceChildren();
    return;
  }
  const action = place && world.actions.get(`${place.key}/0`);
  const state = action ? h("small", { class: "acting" }, t(action.text.startsWith("upload") ? "uploading" : "typing"))
    : h("small", {}, `@${bot.username ?? t("bot")}`);
  morph(picture, [avatar(bot.id, bot.first_name)]);
  morph(title, [h("h1", {}, bot.first_name), state]);
}

/** The start screen of an empty chat, or the button that takes a blocked bot back. */
function drawBottom(chat, bar, place, bot, any) {
  const info = chatOf(place.key);
  const user = world.users.get(place.user);
  const loaded = world.rooms.get(place.key)?.more.has("all");
  const begun = any || entriesAt(place).length > 0;
  const blocked = Boolean(info?.blocked);
  const fresh = !begun && loaded && !blocked;
  chat.write.element.hidden = blocked || fresh;
  bar.hidden = !(blocked || fresh);
  chat.empty.hidden = !fresh;
  const start = (word) => h("button", {
    type: "button", class: "primary big",
    onclick: () => attempt(async () => heard(await api.start({ user: place.user, bot: place.bot }))),
  }, t(word));
  if (blocked) morph(bar, [h("p", {}, t("blocked", { name: nameOf(user) })), start("restart")]);
  else if (fresh) {
    morph(bar, [start("start")]);
    drawProfile(chat.empty, place, bot);
  }
}

function drawProfile(box, place, bot) {
  const profile = profiles.get(place.key);
  morph(box, [avatar(bot.id, bot.first_name, "large"), h("h2", {}, bot.first_name),
    h("div", { class: "card" }, h("b", {}, t("what_can")), h("p", {}, profile?.description || t("start_hint")))]);
  if (profile) return;
  profiles.set(place.key, {});
  api.menu({ user: place.user, bot: place.bot }).then((menu) => {
    profiles.set(place.key, menu);
    changed();
  }, () => profiles.delete(place.key));
}

function openMore(button) {
  const place = ownerPlace();
  const user = world.users.get(place.user);
  const blocked = chatOf(place.key)?.blocked;
  const who = { user: place.user, bot: place.bot };
  const setBlocked = async (act) => {
    await act(who);
    putChat(await api.chat(place.chat, { bot: place.bot }));
  };
  openMenu(button, [
    {
      icon: "link", text: t("deep_link"),
      run: async () => {
        const values = await ask(t("deep_link"), [
          { name: "payload", label: t("payload"), pattern: "[A-Za-z0-9_\\-]{0,64}", maxlength: 64 },
        ], t("start"));
        if (values) await attempt(async () => heard(await api.start({ ...who, payload: values.payload })));
      },
    },
    { icon: "edit", text: t("edit_person"), hint: nameOf(user), run: () => editPerson(user) },
    { icon: "stop", text: t(blocked ? "unblock" : "block"), run: () => attempt(() => setBlocked(blocked ? api.unblock : api.block)) },
    { icon: "plus", text: t("add_bot"), run: addBot },
    { icon: "trash", text: t("deactivate"), danger: true, run: () => deactivate(user) },
  ]);
}
