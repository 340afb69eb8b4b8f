/** The page: two panes, a bar above, a drawer below. */
import { hoodDrawer } from "./drawer.js";
import { h, morph } from "./dom.js";
import { icon } from "./icons.js";
import { staffPane } from "./forum.js";
import { botPicker } from "./people.js";
import { phonePane } from "./phone.js";
import { changed, look, view, watch, world } from "./state.js";
import { follow } from "./sync.js";
import { language, speak, t } from "./words.js";

speak(language());

const phone = phonePane();
const staff = staffPane();
const drawer = hoodDrawer();

const brand = h("div", { class: "brand" });
const tabs = h("div", { class: "tabs", role: "tablist" });
const link = h("span", { class: "link", role: "status" });
const picker = h("span", { class: "picker-box" });
const words = h("button", { type: "button", class: "language", onclick: () => change() });

function change() {
  speak(language() === "en" ? "zh" : "en");
  drawer.forget();
  changed();
}

document.body.append(
  h("header", { class: "top" }, brand, tabs, h("span", { class: "grow" }), picker, link, words),
  h("main", { class: "panes" }, phone.element, staff.element),
  drawer.element,
);

const tab = (name, word, unread) => h("button",
  {
    type: "button", role: "tab", "aria-selected": view.tab === name ? "true" : "false",
    "aria-controls": `${name}-pane`, onclick: () => look({ tab: name }),
  }, t(word), unread > 0 && h("span", { class: "badge" }, unread));

function unreadIn(groups) {
  let sum = 0;
  for (const [key, n] of world.unread) if (key.startsWith("-") === groups) sum += n;
  return sum;
}

let drawn = "";
function drawTop() {
  const bots = [...world.bots.values()].map((bot) => `${bot.id}${bot.first_name}`).join();
  const stamp = [language(), view.tab, view.bot, world.link, bots, unreadIn(true), unreadIn(false)].join("|");
  if (stamp === drawn) return;
  drawn = stamp;
  document.title = t("sandbox");
  brand.replaceChildren(h("span", { class: "brand-mark" }, icon("phone")), h("b", {}, t("sandbox")), h("small", {}, t("tagline")));
  morph(tabs, [tab("owner", "owner", unreadIn(false)), tab("staff", "staff", unreadIn(true))]);
  link.className = `link ${world.link}`;
  link.replaceChildren(h("i"), t(world.link));
  picker.replaceChildren(botPicker() ?? "");
  words.replaceChildren(language() === "en" ? "中文" : "English");
  words.setAttribute("aria-label", `${t("language")}: ${language() === "en" ? "切换到简体中文" : "switch to English"}`);
}

watch(() => {
  document.body.dataset.tab = view.tab;
  drawTop();
  phone.render();
  staff.render();
  drawer.render();
  drawer.after();
});

changed();
follow();
